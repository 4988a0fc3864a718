using Microsoft.Data.Sqlite;
using Migration.Connectors;
using Migration.Connectors.Postgres;
using Migration.Connectors.Snowflake;
using Migration.Connectors.Sqlite;
using Npgsql;

namespace Migration.Conformance;

/// <summary>Databases of one test: SQLite files and PostgreSQL databases by name, gone with it.</summary>
public sealed class TestDatabases : IDisposable
{
    private readonly PostgresServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("migration-pgtest-").FullName;
    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N")[..12];
    private readonly List<string> _created = [];
    private readonly HashSet<string> _snowflake = [];
    private readonly Dictionary<string, DatabaseSettings> _settings = [];

    private readonly SnowflakeAccount? _account;

    /// <param name="account">Where databases of Snowflake lie; null for the one that all tests share.</param>
    public TestDatabases(PostgresServer? server = null, SnowflakeAccount? account = null)
    {
        _account = account;
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        _server = server ?? PostgresServer.Shared!;
    }

    private SnowflakeAccount Account => _account ?? SnowflakeAccount.Shared;

    public ConnectorCatalog Catalog => new([new SqliteConnector(), new PostgresConnector(), new SnowflakeConnector()], _settings);

    /// <summary>A database of an engine by its kind, made by SQL that every engine understands.</summary>
    public TestDatabases Make(string kind, string name, string sql = "") => kind switch
    {
        "sqlite" => Sqlite(name, sql),
        "snowflake" => Snowflake(name, sql),
        _ => Postgres(name, sql),
    };

    public void Execute(string name, string sql)
    {
        if (_settings[name].Kind == "sqlite")
            RunSqlite(name, sql);
        else if (_settings[name].Kind == "snowflake")
            Account.Run(SnowflakeName(name), sql);
        else
            RunPostgres(name, sql);
    }

    public TestDatabases Sqlite(string name, string sql = "")
    {
        _settings[name] = new DatabaseSettings(name, "sqlite", new Dictionary<string, string> { ["path"] = SqlitePath(name) });
        if (sql.Length > 0)
            RunSqlite(name, sql);
        return this;
    }

    /// <param name="settings">Beside the connection.</param>
    /// <param name="more">What else the product's connection string says.</param>
    public TestDatabases Postgres(string name, string sql = "", Dictionary<string, string>? settings = null, string more = "")
    {
        if (!_created.Contains(name))
            Run("postgres", $"CREATE DATABASE \"{_prefix}{name}\"");
        _created.Add(name);
        _settings[name] = new DatabaseSettings(name, "postgres", new Dictionary<string, string>(settings ?? []) { ["connection"] = $"{ConnectionString(name)};{more}" });
        if (sql.Length > 0)
            RunPostgres(name, sql);
        return this;
    }

    /// <summary>A database of the emulated account; names without quotes are in upper case there.</summary>
    /// <param name="more">What else the product's connection string says.</param>
    public TestDatabases Snowflake(string name, string sql = "", string more = "")
    {
        Account.Create(SnowflakeName(name));
        _settings[name] = new DatabaseSettings(name, "snowflake", new Dictionary<string, string> { ["connection"] = $"{Account.ConnectionString(SnowflakeName(name))};{more}" });
        _snowflake.Add(name);
        if (sql.Length > 0)
            Account.Run(SnowflakeName(name), sql);
        return this;
    }

    public string SnowflakeName(string name) => (_prefix + name).ToUpperInvariant();

    public string ConnectionString(string name) => _server.ConnectionString(_prefix + name);

    public string SqlitePath(string name) => Path.Combine(_folder, name + ".db");

    public void RunSqlite(string name, string sql) => _ = Sqlite(name, sql, command => command.ExecuteNonQuery());

    public void RunPostgres(string name, string sql) => Run(_prefix + name, sql);

    /// <summary>The first column of each row as the engine writes it; ~ for NULL.</summary>
    public IReadOnlyList<string> Rows(string name, string sql)
    {
        if (_settings[name].Kind == "sqlite")
            return Sqlite(name, sql, command => Read(command.ExecuteReader()));
        if (_settings[name].Kind == "snowflake")
            return Account.Rows(SnowflakeName(name), sql);
        using var connection = new NpgsqlConnection(ConnectionString(name));
        connection.Open();
        using var text = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        return Read(text.ExecuteReader());
    }

    /// <summary>Asked beside the test's databases.</summary>
    public string? AdminScalar(string sql)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        using var text = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        return Read(text.ExecuteReader()) is [var first, ..] ? first : null;
    }

    public string? Scalar(string name, string sql) => Rows(name, sql) is [var first, ..] ? first : null;

    public void Dispose()
    {
        foreach (var name in _snowflake)
            Account.Drop(SnowflakeName(name));
        foreach (var name in _created.Distinct())
            Run("postgres", $"DROP DATABASE \"{_prefix}{name}\" WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    private static List<string> Read(System.Data.Common.DbDataReader reader)
    {
        using (reader)
        {
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(reader.IsDBNull(0) ? "~" : Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
            return rows;
        }
    }

    private T Sqlite<T>(string name, string sql, Func<SqliteCommand, T> use)
    {
        using var connection = new SqliteConnection($"Data Source={SqlitePath(name)};Pooling=false");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return use(command);
    }

    private void Run(string database, string sql)
    {
        using var connection = new NpgsqlConnection(_server.ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        command.ExecuteNonQuery();
    }
}
