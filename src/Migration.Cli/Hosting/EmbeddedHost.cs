using Migration.Cli.Errors;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Hosting;

/// <summary>Temporal server and worker in this process, one per home. The home's lock is held for as long as they run.</summary>
internal sealed class EmbeddedHost(CliSession session, EmbeddedHostOptions options)
{
    /// <summary>A host that is just ending needs a moment to commit its batches.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForegroundPatience = TimeSpan.FromSeconds(2);

    /// <summary>Returns when it was asked to end, or was idle for long enough.</summary>
    /// <param name="ready">Called once, when the host answers.</param>
    public async Task RunAsync(Action<HostState> ready, CancellationToken cancel)
    {
        if (options.Background)
            OwnSession.Enter();
        var files = session.Host;
        var clock = session.Environment.Clock;
        using var hold = await HostLock.TakeAsync(files.Lock, options.Background ? Patience : ForegroundPatience, clock, cancel)
            ?? throw Taken(files);
        await using var server = await TemporalServer.StartAsync(
            session.Home, options.Port, options.Access, options.Worker ? HostedWorker.Identity : null, clock);
        // Any client may start a migration, not only this program's commands. Where a key or a certificate is needed, the workers register.
        if (options.Access == ServerAccess.Local)
            await SearchAttributeRegistration.EnsureAsync(await MigrationConnection.ConnectAsync(server.Address, new()), cancel);
        await using var worker = options.Worker
            ? await MigrationWorker.StartAsync(session, server.Address, HostedWorker.Identity, console: !options.Background, cancel)
            : null;
        var state = new HostState(
            Environment.ProcessId, server.Address, clock.GetUtcNow(), options.Worker, options.Background, session.Deployment.File);
        try
        {
            state.Write(files.State);
            ready(state);
            await (options.Background ? new IdleWatch(session, state, options.IdleTimeout).RunAsync(cancel) : Cancellation.OfAsync(cancel));
        }
        finally
        {
            File.Delete(files.State);
        }
    }

    private CliException Taken(HostFiles files)
    {
        var other = files.Running();
        return new(
            CliErrorCodes.HostRunning,
            $"A host runs already in {session.Home.Root}{(other is null ? "" : $": {other.Address}, pid {other.Pid}")}.",
            $"Use it, stop it with `{session.Command("server", "stop")}`, or choose another --home.");
    }
}
