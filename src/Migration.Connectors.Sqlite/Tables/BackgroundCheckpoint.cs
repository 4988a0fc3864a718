using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// Moves committed pages from the write-ahead log into the file on a connection and a thread of its own, so that the
/// writer does not wait for the disk. Where it falls behind, the writer's own automatic checkpoint bounds the log.
/// </summary>
internal sealed class BackgroundCheckpoint(SqliteSession writer) : IDisposable
{
    private const long BytesBetween = 16L * 1024 * 1024;

    private readonly bool _isWal = writer.QueryText("PRAGMA journal_mode") == "wal";
    private SqliteSession? _session;
    private Task _running = Task.CompletedTask;
    private long _bytes;

    public void AfterCommit(long bytes)
    {
        _bytes += bytes;
        if (!_isWal || _bytes < BytesBetween || !_running.IsCompleted)
            return;
        // A failure of the last one is the writer's too: it is thrown here.
        _running.GetAwaiter().GetResult();
        _bytes = 0;
        _session ??= SqliteSession.Open(writer.Path, SessionMode.Write, Path.GetFileName(writer.Path));
        _running = Task.Run(() => _session.Execute("PRAGMA wal_checkpoint(PASSIVE)"));
    }

    public void Dispose()
    {
        // What is not checkpointed stays in the log, where it is as safe.
        _running.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _session?.Dispose();
    }
}
