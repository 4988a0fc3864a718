using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Snowflake.Emulator.Authentication;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;
using Snowflake.Emulator.Protocol;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator;

/// <summary>One account of Snowflake behind its SQL API, on a port of its own of this machine.</summary>
public sealed class SnowflakeEmulator : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly EmulatorOptions _options;

    private SnowflakeEmulator(EmulatorOptions options)
    {
        _options = options;
        var store = new StatementStore(options);
        var handler = new RequestHandler(new(options.Account, Users, options.Clock),
            new(options, store, new StatementStarter(options, store, Log)), Faults, Log);
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

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
