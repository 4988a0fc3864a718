using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Snowflake.Emulator.Authentication;
using Snowflake.Emulator.DriverProtocol;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;
using Snowflake.Emulator.Protocol;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator;

/// <summary>One account of Snowflake behind its SQL API and the protocol of its drivers, on a port of its own of this machine.</summary>
public sealed class SnowflakeEmulator : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly EmulatorOptions _options;
    private readonly DriverSessions _sessions;

    private SnowflakeEmulator(EmulatorOptions options)
    {
        _options = options;
        var store = new StatementStore(options);
        var authenticator = new RequestAuthenticator(options.Account, Users, options.Clock);
        _sessions = new(options.Engine);
        var handler = new RequestHandler(authenticator, new(options, store, new StatementStarter(options, store, Log)),
            new(options, authenticator, _sessions, new(options, store, Log)), Faults, Log, options.Clock);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.Run(handler.HandleAsync);
    }

    public UserRegistry Users { get; } = new();

    public FaultPlan Faults { get; } = new();

    public EmulatorLog Log { get; } = new();

    public Uri Address => new(_web.Urls.Single());

    /// <summary>The keys that lead here; the user's follow.</summary>
    public string ConnectionString => $"account={_options.Account};scheme=http;host={Address.Host};port={Address.Port}";

    public static async Task<SnowflakeEmulator> StartAsync(EmulatorOptions options)
    {
        var emulator = new SnowflakeEmulator(options);
        await emulator._web.StartAsync();
        return emulator;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _sessions.DisposeAsync();
    }
}
