using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// How a target's connection commits. In WAL mode a commit reaches the disk with the next checkpoint; rows and their
/// ledger row go together, so after a power failure a lost tail is copied again. In any other mode every commit is
/// brought to the disk at once.
/// </summary>
internal static class TargetSettings
{
    private const int CacheKibibytes = 32 * 1024;
    private const int ReadingCacheKibibytes = 8 * 1024;
    // The background checkpoint comes long before this; it bounds the log where that can't keep up.
    private const int CheckpointPages = 32_000;

    public static void Apply(SqliteSession session)
    {
        var isWal = session.QueryText("PRAGMA journal_mode") == "wal";
        session.Execute($"PRAGMA synchronous={(isWal ? "NORMAL" : "FULL")}; PRAGMA cache_size=-{CacheKibibytes}; PRAGMA wal_autocheckpoint={CheckpointPages}; PRAGMA temp_store=FILE");
    }

    /// <summary>Rows are read back once and in order, by more than one connection: pages need not stay in memory.</summary>
    public static void ApplyForReading(SqliteSession session) => session.Execute($"PRAGMA cache_size=-{ReadingCacheKibibytes}");
}
