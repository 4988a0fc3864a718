using System.Security.Cryptography;
using Migration.Conformance;
using Snowflake.Emulator.Sql;
using Snowflake.SqlApi;

namespace Snowflake.Emulator.Tests;

/// <summary>
/// An account whose statements really run: the product's own driver, HTTP, the emulator, and a database of its own in the one
/// PostgreSQL of the assembly. One for the tests of a class, each of which has a schema of its own.
/// </summary>
public sealed class SqlAccount : IAsyncLifetime
{
    private static readonly RSA Key = RSA.Create(2048);

    private PostgresStatementEngine? _engine;
    private int _schemas;

    /// <summary>What to install before these tests can run; null where they can.</summary>
    public string? Missing { get; private set; }

    /// <summary>The time of the account's tables.</summary>
    public ShiftedTime Clock { get; } = new();

    /// <summary>For what no statement can change: warehouses, and what roles may not do.</summary>
    public PostgresStatementEngine Engine => _engine!;

    public SnowflakeEmulator Emulator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Shared is not { } server)
        {
            Missing = PostgresServer.Missing;
            return;
        }

        _engine = await PostgresStatementEngine.StartAsync(new() { ConnectionString = server.ConnectionString("postgres"), Clock = Clock });
        Emulator = await SnowflakeEmulator.StartAsync(new() { Engine = _engine });
        Emulator.Users.AddKey("tester", Key);
        await using var source = Source("");
        await using var connection = await source.OpenConnectionAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = "CREATE DATABASE DB";
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>A schema that no other test has, as the place where statements run.</summary>
    public async Task<SqlSession> OpenAsync(string further = "")
    {
        Skip.If(Missing is not null, Missing);
        var schema = $"S{Interlocked.Increment(ref _schemas)}";
        await using (var source = Source(""))
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var create = connection.CreateCommand();
            create.CommandText = $"CREATE SCHEMA DB.{schema}";
            await create.ExecuteNonQueryAsync();
        }

        return new(Source($"db=DB;schema={schema};{further}"), schema);
    }

    public SnowflakeDataSource Source(string further) => new(
        $"{Emulator.ConnectionString};user=tester;authenticator=snowflake_jwt;warehouse=COMPUTE_WH;private_key={Key.ExportPkcs8PrivateKeyPem()};{further}");

    public async Task DisposeAsync()
    {
        if (Missing is not null) return;
        await Emulator.DisposeAsync();
        await _engine!.DisposeAsync();
    }
}
