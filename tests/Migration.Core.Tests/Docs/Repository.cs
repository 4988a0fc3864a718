namespace Migration.Core.Tests.Docs;

/// <summary>Pages of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string Page(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Migration.Workflows.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
            return folder.FullName;
        }
    }
}
