using Migration.Core.Errors;
using SQLitePCL;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>
/// One connection to one file: foreign keys unenforced and triggers off, since a copy must write rows as they are.
/// One thread at a time, but for <see cref="InterruptOn"/>.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyTimeoutMilliseconds = 5_000;
    private const int EnableTriggers = 1003;
    private const int DoubleQuotedStringsInDdl = 1014;

    private readonly sqlite3 _handle;
    private readonly string _database;
    private readonly StatementCounter? _statements;
    private bool? _isUtf8;

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 handle, string path, string database, StatementCounter? statements)
    {
        _handle = handle;
        _statements = statements;
        Path = path;
        _database = database;
    }

    public string Path { get; }

    /// <param name="database">The name by which messages call it.</param>
    /// <param name="statements">Counts what is sent.</param>
    public static SqliteSession Open(string path, SessionMode mode, string database, StatementCounter? statements = null)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI | mode switch
        {
            SessionMode.Read => raw.SQLITE_OPEN_READONLY,
            SessionMode.Write => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var session = new SqliteSession(handle, path, database, statements);
        try
        {
            session.Check(result);
            session.Configure();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file stores text in UTF-8, so that its bytes can be used as they are.</summary>
    public bool IsUtf8 => _isUtf8 ??= QueryText("PRAGMA encoding") == "UTF-8";

    public nint Pointer => _handle.DangerousGetHandle();

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Rows that the last INSERT, UPDATE or DELETE changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Execute(string sql)
    {
        Count();
        Check(raw.sqlite3_exec(_handle, sql), sql);
    }

    /// <summary>Runs one statement with parameters and gives the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Send(sql, parameters);
        while (statement.Step())
        {
        }
        return Changes;
    }

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement), sql);
        return new SqliteStatement(this, statement);
    }

    /// <summary>One more statement was sent.</summary>
    public void Count() => _statements?.Add();

    public long QueryInteger(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Send(sql, parameters);
        return statement.Step() ? statement.GetInteger(0) : 0;
    }

    public string? QueryText(string sql, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Send(sql, parameters);
        return statement.Step() ? statement.GetTextOrNull(0) : null;
    }

    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteStatement, T> read, params ReadOnlySpan<object?> parameters)
    {
        using var statement = Send(sql, parameters);
        var rows = new List<T>();
        while (statement.Step())
            rows.Add(read(statement));
        return rows;
    }

    /// <summary>The collation of a column, and whether it numbers its rows with AUTOINCREMENT.</summary>
    public (string Collation, bool AutoIncrement) DescribeColumn(string table, string column)
    {
        Check(raw.sqlite3_table_column_metadata(_handle, "main", table, column, out _, out var collation, out _, out _, out var autoIncrement));
        return (collation ?? "BINARY", autoIncrement != 0);
    }

    /// <summary>Ends a running statement when the token is cancelled; the statement's caller gets an OperationCanceledException.</summary>
    public CancellationTokenRegistration InterruptOn(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return cancellation.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), _handle);
    }

    /// <param name="sql">The statement, where the result is of one.</param>
    public void Check(int result, string? sql = null)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw SqliteErrors.Translate(ExtendedCode(result), (sql, Message()), _database);
    }

    public void Dispose() => _handle.Dispose();

    private SqliteStatement Send(string sql, ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql);
        statement.Bind(parameters);
        Count();
        return statement;
    }

    private void Configure()
    {
        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_busy_timeout(_handle, BusyTimeoutMilliseconds);
        Check(raw.sqlite3_db_config(_handle, EnableTriggers, 0, out _));
        Check(raw.sqlite3_db_config(_handle, DoubleQuotedStringsInDdl, 1, out _));
        Check(RegularExpressions.AddTo(_handle));
        Check(raw.sqlite3_exec(_handle, "PRAGMA foreign_keys=OFF"));
        // The first read of the file: what is no database, damaged or locked is known here and not in mid-copy.
        Check(raw.sqlite3_exec(_handle, "PRAGMA schema_version"));
    }

    private int ExtendedCode(int result)
    {
        var extended = raw.sqlite3_extended_errcode(_handle);
        return (extended & 0xff) == (result & 0xff) ? extended : result;
    }

    private string Message() => raw.sqlite3_errmsg(_handle).utf8_to_string() ?? ErrorCodes.Internal;
}
