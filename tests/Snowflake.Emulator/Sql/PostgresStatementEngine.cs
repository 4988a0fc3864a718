using Npgsql;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Account;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Execution;

namespace Snowflake.Emulator.Sql;

/// <summary>Runs Snowflake's SQL on a PostgreSQL: parsed, translated, and refused by name where it is not known.</summary>
public sealed class PostgresStatementEngine : IStatementEngine, IAsyncDisposable
{
    private readonly PostgresEngineOptions _options;
    private readonly AccountCatalog _catalog;
    private readonly NpgsqlDataSource _server;
    private readonly NpgsqlDataSource _database;
    private readonly string _name;

    private PostgresStatementEngine(PostgresEngineOptions options)
    {
        _options = options;
        Warehouses = new(options.Warehouses);
        _catalog = new(options.Clock, Warehouses, Denials);
        _name = $"snowflake_{Guid.NewGuid():N}";
        _server = NpgsqlDataSource.Create(options.ConnectionString);
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Database = _name });
    }

    public AccountWarehouses Warehouses { get; }

    public AccountDenials Denials { get; } = new();

    public static async Task<PostgresStatementEngine> StartAsync(PostgresEngineOptions options)
    {
        var engine = new PostgresStatementEngine(options);
        await engine.CreateAsync();
        return engine;
    }

    public IEngineSession OpenSession(EngineContext context)
    {
        var state = new SessionState(_catalog, _options, context);
        return new PostgresSession(_catalog, state, new(_database, state, _catalog.Clock));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await using (var drop = _server.CreateCommand($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)")) await drop.ExecuteNonQueryAsync();
        await _server.DisposeAsync();
        _catalog.Dispose();
    }

    /// <summary>Texts are compared by their bytes, as Snowflake does without a collation.</summary>
    private async Task CreateAsync()
    {
        await using (var create = _server.CreateCommand($"CREATE DATABASE {_name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")) await create.ExecuteNonQueryAsync();
        foreach (var script in (string[])["conversion", "moments", "variants", "numbers", "tries", "history"])
        {
            await using var define = _database.CreateCommand(Script(script));
            await define.ExecuteNonQueryAsync();
        }
    }

    private static string Script(string name)
    {
        using var stream = typeof(PostgresStatementEngine).Assembly.GetManifestResourceStream($"Snowflake.Emulator.Sql.Functions.{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
