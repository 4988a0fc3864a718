namespace Temporal.EmbeddedServer.Storage;

/// <summary>Keeps a second server away from the file: each would write over what the other holds in memory. A killed process leaves no lock.</summary>
internal static class FileLock
{
    /// <exception cref="IOException">Another server has the file.</exception>
    public static FileStream Take(string databasePath)
    {
        try
        {
            return new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new IOException($"Another server has '{databasePath}' open: stop it, or use another file.", error);
        }
    }
}
