using System.Security.Cryptography;
using Snowflake.Emulator;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql;
using Snowflake.SqlApi;

namespace Migration.Conformance;

/// <summary>
/// An account, one for all tests of a process; each test has databases of its own in it. It is emulated, unless
/// SNOWFLAKE_TEST_CONNECTION has the connection string of a real one, whose role may create databases.
/// </summary>
public sealed class SnowflakeAccount : IAsyncDisposable
{
    private const string User = "MOVER";

    private static readonly Lazy<SnowflakeAccount> s_shared = new(() =>
        Environment.GetEnvironmentVariable("SNOWFLAKE_TEST_CONNECTION") is { Length: > 0 } real ? new(real) : Task.Run(() => StartAsync()).GetAwaiter().GetResult());

    private readonly string _connection;
    private readonly (SnowflakeEmulator Emulator, PostgresStatementEngine Engine, GatedEngine Gates)? _emulated;

    private SnowflakeAccount(string connection) => _connection = connection;

    private SnowflakeAccount(SnowflakeEmulator emulator, PostgresStatementEngine engine, GatedEngine gates)
    {
        _emulated = (emulator, engine, gates);
        using var key = RSA.Create(2048);
        emulator.Users.AddKey(User, key);
        _connection = $"{emulator.ConnectionString};user={User};authenticator=snowflake_jwt;private_key='{key.ExportPkcs8PrivateKeyPem()}';warehouse=COMPUTE_WH";
    }

    public static SnowflakeAccount Shared => s_shared.Value;

    /// <summary>An account of a test's own.</summary>
    /// <param name="clock">The time of its tables.</param>
    public static async Task<SnowflakeAccount> StartAsync(TimeProvider? clock = null)
    {
        var engine = await PostgresStatementEngine.StartAsync(new() { ConnectionString = PostgresServer.Shared!.ConnectionString("postgres"), Clock = clock ?? TimeProvider.System });
        var gates = new GatedEngine(engine);
        return new SnowflakeAccount(await SnowflakeEmulator.StartAsync(new() { Engine = gates }), engine, gates);
    }

    /// <summary>Holds statements of this account while they run.</summary>
    public GatedEngine Gates => Emulated.Gates;

    public SnowflakeEmulator Emulator => Emulated.Emulator;

    /// <summary>For what no statement can change: warehouses, and what roles may not do.</summary>
    public PostgresStatementEngine Engine => Emulated.Engine;

    private (SnowflakeEmulator Emulator, PostgresStatementEngine Engine, GatedEngine Gates) Emulated =>
        _emulated ?? throw new InvalidOperationException("The account of SNOWFLAKE_TEST_CONNECTION is not emulated.");

    public async ValueTask DisposeAsync()
    {
        if (_emulated is not { } emulated)
            return;
        await emulated.Emulator.DisposeAsync();
        await emulated.Engine.DisposeAsync();
    }

    public string ConnectionString(string database) => $"{_connection};db='\"{database}\"';schema=PUBLIC";

    public void Create(string database) => Execute("", $"CREATE DATABASE IF NOT EXISTS \"{database}\"", statements: null);

    public void Drop(string database) => Execute("", $"DROP DATABASE IF EXISTS \"{database}\"", statements: null);

    /// <summary>Statements with semicolons between them.</summary>
    public void Run(string database, string sql) => Execute(database, sql, statements: 0);

    /// <summary>The first column of each row as text; ~ for NULL.</summary>
    public IReadOnlyList<string> Rows(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.IsDBNull(0) ? "~" : reader.GetString(0));
        return rows;
    }

    private void Execute(string database, string sql, int? statements)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.StatementCount = statements;
        command.ExecuteNonQuery();
    }

    private SnowflakeConnection Open(string database)
    {
        var connection = new SnowflakeConnection(database.Length == 0 ? _connection : ConnectionString(database));
        connection.Open();
        return connection;
    }
}
