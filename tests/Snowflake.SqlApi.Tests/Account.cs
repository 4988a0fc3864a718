using System.Security.Cryptography;
using Snowflake.Emulator;
using Snowflake.Emulator.Engine;

namespace Snowflake.SqlApi.Tests;

/// <summary>An emulated account with one user, whose time passes by itself.</summary>
internal sealed class Account : IAsyncDisposable
{
    public const string User = "mover";
    public static readonly RSA Key = RSA.Create(2048);
    public static readonly RSA OtherKey = RSA.Create(2048);

    private readonly List<SnowflakeDataSource> _sources = [];

    private Account(SnowflakeEmulator emulator, ScriptedEngine engine, AutoClock clock)
    {
        (Emulator, Engine, Clock) = (emulator, engine, clock);
        emulator.Users.AddKey(User, Key);
    }

    public SnowflakeEmulator Emulator { get; }

    public ScriptedEngine Engine { get; }

    public AutoClock Clock { get; }

    public string KeyPair => $"{Emulator.ConnectionString};user={User};authenticator=snowflake_jwt;private_key={Key.ExportPkcs8PrivateKeyPem()}";

    public static async Task<Account> StartAsync(Func<EmulatorOptions, EmulatorOptions>? configure = null)
    {
        var engine = new ScriptedEngine();
        var clock = new AutoClock();
        var options = new EmulatorOptions { Engine = engine, Clock = clock };
        return new(await SnowflakeEmulator.StartAsync(configure?.Invoke(options) ?? options), engine, clock);
    }

    /// <summary>An open connection by key pair, with further keys of the connection string.</summary>
    public SnowflakeConnection Open(string further = "") => OpenBy($"{KeyPair};{further}");

    public SnowflakeConnection OpenBy(string connectionString)
    {
        var source = new SnowflakeDataSource(connectionString, Clock);
        _sources.Add(source);
        var connection = source.CreateConnection();
        connection.Open();
        return connection;
    }

    public SnowflakeCommand Command(string text, string further = "")
    {
        var command = Open(further).CreateCommand();
        command.CommandText = text;
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
