namespace Migration.Connectors.Sqlite.Engine;

/// <summary>A source file that a target's connection reads beside its own file.</summary>
internal sealed class SourceAttachment : IDisposable
{
    public const string Schema = "_migration_source";

    private readonly SqliteSession _session;
    private readonly SqliteStatement _version;

    private SourceAttachment(SqliteSession session)
    {
        _session = session;
        _version = session.Prepare($"PRAGMA {Schema}.data_version");
    }

    /// <summary>A number that differs from an earlier one where the file was written to in between. Starts to read.</summary>
    public long Version
    {
        get
        {
            _version.Step();
            var version = _version.GetInteger(0);
            _version.Reset();
            return version;
        }
    }

    /// <summary>
    /// Null where SQLite can't have both files in one connection: they are one file, differ in text encoding, or this
    /// one can't be opened by its name.
    /// </summary>
    public static SourceAttachment? TryAttach(SqliteSession session, string path)
    {
        try
        {
            session.Execute($"ATTACH ?1 AS {Schema}", ReadOnlyUri(path));
        }
        catch (SqliteFailure)
        {
            return null;
        }
        if (FileOf(session, "main") != FileOf(session, Schema))
            return new SourceAttachment(session);
        session.Execute($"DETACH {Schema}");
        return null;
    }

    public void Dispose()
    {
        _version.Dispose();
        _session.Execute($"DETACH {Schema}");
    }

    private static string ReadOnlyUri(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return $"file:///{string.Join('/', parts.Select(Uri.EscapeDataString)).TrimStart('/')}?mode=ro";
    }

    // With symbolic links resolved.
    private static string? FileOf(SqliteSession session, string schema) =>
        session.QueryText("SELECT file FROM pragma_database_list WHERE name = ?1", schema);
}
