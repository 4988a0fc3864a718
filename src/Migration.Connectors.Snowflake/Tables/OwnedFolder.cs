namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// A folder for temporary files that only this user may read. A lock says whose it is, which ends with the process however
/// that dies: the first folder of the next process takes away those whose lock nobody holds.
/// </summary>
internal sealed class OwnedFolder : IDisposable
{
    private const string Prefix = "snowflake-deploy-";
    private const string OwnerFile = "owner";

    private static readonly Lazy<int> s_sweep = new(() => Sweep(Path.GetTempPath()));

    private readonly DirectoryInfo _folder;
    private readonly FileStream _lock;

    private OwnedFolder(DirectoryInfo folder) => (_folder, _lock) = (folder, Lock(folder.FullName, FileMode.CreateNew));

    public string Name => _folder.FullName;

    public static OwnedFolder Create()
    {
        _ = s_sweep.Value;
        return new(Directory.CreateTempSubdirectory(Prefix));
    }

    /// <returns>How many folders were taken away.</returns>
    public static int Sweep(string root) => Directory.EnumerateDirectories(root, Prefix + "*").Count(IsTakenAway);

    public void Dispose()
    {
        _lock.Dispose();
        Delete(Name);
    }

    /// <summary>One without a lock file is being made, or is not ours.</summary>
    private static bool IsTakenAway(string folder)
    {
        try
        {
            using (Lock(folder, FileMode.Open))
            {
            }
            Delete(folder);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has swept it between the end of the lock and here.
        }
    }

    private static FileStream Lock(string folder, FileMode mode) => new(Path.Combine(folder, OwnerFile), mode, FileAccess.Write, FileShare.None);
}
