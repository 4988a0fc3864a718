namespace Migration.EndToEnd.Harness;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Migration.Workflows.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no clone of the repository");
        return folder.FullName;
    }
}
