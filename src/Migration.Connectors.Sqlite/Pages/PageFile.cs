using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>
/// A database file's bytes through the handle that SQLite has on it. A handle of our own would do harm: closing it
/// drops every lock that this process holds on the file.
/// </summary>
internal sealed unsafe class PageFile
{
    private const int FilePointer = 7;

    private readonly Sqlite3File* _file;
    private readonly string _log;

    private PageFile(Sqlite3File* file, string log)
    {
        _file = file;
        _log = log;
    }

    /// <summary>
    /// Whether the write-ahead log has nothing in it. Seen within a read transaction this means that every page of
    /// its moment is in the file and stays there: a checkpoint can neither have emptied the log nor write now.
    /// </summary>
    public bool LogIsEmpty => new FileInfo(_log) is not { Exists: true, Length: > 0 };

    /// <summary>Null where the session has no file.</summary>
    public static PageFile? TryOpen(SqliteSession session)
    {
        Sqlite3File* file = null;
        fixed (byte* schema = "main\0"u8)
        {
            if (Sqlite3.FileControl(session.Pointer, schema, FilePointer, &file) != Sqlite3.Ok || file == null || file->Methods == null)
                return null;
        }
        // With symbolic links resolved, as SQLite names the log.
        var path = session.QueryText("SELECT file FROM pragma_database_list WHERE name = 'main'");
        return string.IsNullOrEmpty(path) ? null : new PageFile(file, path + "-wal");
    }

    public bool TryRead(long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
            return _file->Methods->Read(_file, start, destination.Length, offset) == Sqlite3.Ok;
    }
}
