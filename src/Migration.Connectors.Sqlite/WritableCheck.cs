using Migration.Connectors.Sqlite.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite;

/// <summary>Whether a schema's file, or the folder where it would be made, takes writes. Leaves nothing behind.</summary>
internal static class WritableCheck
{
    public static void Run(SqliteLocation location, string schema, string database)
    {
        var file = location.FileOf(schema);
        if (!File.Exists(file))
        {
            CheckFolder(Path.GetDirectoryName(file)!, database);
            return;
        }
        CheckFolder(Path.GetDirectoryName(file)!, database);
        using var session = SqliteSession.Open(file, SessionMode.Write, database);
        session.Execute("BEGIN IMMEDIATE");
        // Setting the value that is there writes the header's page, which a read-only file refuses.
        var version = session.QueryInteger("PRAGMA user_version");
        session.Execute($"PRAGMA user_version={version}");
        session.Execute("ROLLBACK");
    }

    private static void CheckFolder(string folder, string database)
    {
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder) ?? throw Unwritable(database, inner: null);
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(database, failure);
        }
    }

    private static MigrationException Unwritable(string database, Exception? inner) => new(ErrorCodes.DatabaseReadOnly,
        $"Database '{database}': nothing can be written to its folder, where SQLite keeps its journal. Make it writable, or choose another target.",
        inner: inner);
}
