using Microsoft.Data.Sqlite;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Opens connections to the server's one file: a single writer, any number of readers beside it.</summary>
internal sealed class Database
{
    private const long SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE namespaces (name TEXT PRIMARY KEY, info BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE search_attributes (name TEXT PRIMARY KEY, type INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE runs (
            key INTEGER PRIMARY KEY,
            run_id TEXT NOT NULL UNIQUE,
            namespace TEXT NOT NULL,
            workflow_id TEXT NOT NULL,
            workflow_type TEXT NOT NULL,
            task_queue TEXT NOT NULL,
            status INTEGER NOT NULL,
            start_time INTEGER NOT NULL,
            execution_time INTEGER NOT NULL,
            close_time INTEGER,
            history_length INTEGER NOT NULL,
            history_bytes INTEGER NOT NULL,
            transitions INTEGER NOT NULL,
            parent_workflow_id TEXT,
            parent_run_id TEXT,
            root_workflow_id TEXT NOT NULL,
            root_run_id TEXT NOT NULL,
            search_attributes TEXT NOT NULL,
            record BLOB NOT NULL);
        CREATE INDEX runs_by_workflow ON runs (namespace, workflow_id, key);
        CREATE INDEX runs_by_close ON runs (namespace, close_time, start_time);
        CREATE INDEX runs_open ON runs (key) WHERE status = 1;
        CREATE TABLE events (run INTEGER NOT NULL, event_id INTEGER NOT NULL, event BLOB NOT NULL, PRIMARY KEY (run, event_id)) WITHOUT ROWID;
        CREATE TABLE pending (run INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (run, kind, id)) WITHOUT ROWID;
        """;

    private readonly string connectionString;

    public Database(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
    }

    /// <summary>Opens the writer and creates the schema in a new file.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open();
        // FULL makes an acknowledged commit survive power loss; the exclusive owner is this process' writer thread.
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000");
        Migrate(connection);
        return connection;
    }

    public SqliteConnection OpenReader()
    {
        var connection = Open();
        Run(connection, "PRAGMA query_only = ON");
        connection.CreateFunction<string?, string, bool>(Words.SqlFunction, Words.AnyIn, isDeterministic: true);
        return connection;
    }

    private static void Migrate(SqliteConnection connection)
    {
        using var version = new Statement(connection, "PRAGMA user_version");
        switch ((long)version.Scalar()!)
        {
            case SchemaVersion:
                return;
            case 0:
                Run(connection, $"BEGIN IMMEDIATE; {Schema} PRAGMA user_version = {SchemaVersion}; COMMIT");
                return;
            case var other:
                throw new InvalidOperationException(
                    $"The server's file has schema version {other}, this server knows {SchemaVersion}: use the newer product that wrote it, or another file.");
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Execute();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Run(connection, "PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY");
        return connection;
    }
}
