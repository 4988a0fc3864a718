using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Files of rows that a process which was killed has left behind.</summary>
public sealed class OwnedFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("owned-folder-tests-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Folder_WhoseOwnerIsGone_IsSwept_AndNoOther()
    {
        var (left, held, begun, other) = (Make("snowflake-deploy-left", "owner"), Make("snowflake-deploy-held", "owner"), Make("snowflake-deploy-begun", null), Make("somebody-else", "owner"));
        File.WriteAllText(Path.Combine(left, "1_1.json.gz"), "rows");
        using var owner = new FileStream(Path.Combine(held, "owner"), FileMode.Open, FileAccess.Write, FileShare.None);

        Assert.Equal(1, OwnedFolder.Sweep(_root.FullName));

        Assert.Equal((false, true, true, true), (Directory.Exists(left), Directory.Exists(held), Directory.Exists(begun), Directory.Exists(other)));
    }

    [Fact]
    public void Folder_InUse_IsKept_AndGoesAtItsEnd()
    {
        string name;
        using (var folder = OwnedFolder.Create())
        {
            name = folder.Name;
            OwnedFolder.Sweep(Path.GetTempPath());
            Assert.True(Directory.Exists(name));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(name));
        }

        Assert.False(Directory.Exists(name));
    }

    private string Make(string name, string? file)
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        if (file is not null)
            File.WriteAllText(Path.Combine(folder, file), "");
        return folder;
    }
}
