using Microsoft.Win32.SafeHandles;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>
/// SQLite's write-ahead log as a file that is flushed to disk. A commit with synchronous=NORMAL has written its frames to this
/// file; once the file is flushed, every commit up to then survives power loss, as with synchronous=FULL. The log is one file for
/// as long as a connection is open, and a checkpoint flushes it before it is used anew.
/// </summary>
internal sealed class WriteAheadLog(string databasePath) : IDisposable
{
    private SafeFileHandle? file;

    /// <exception cref="IOException">The disk did not take it. What was written may be lost for good, even if a later flush succeeds.</exception>
    public void Flush()
    {
        file ??= File.OpenHandle(databasePath + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    public void Dispose() => file?.Dispose();
}
