using Migration.Cli.Errors;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Documents;

namespace Migration.Cli.Hosting;

/// <summary>The embedded host of a session's home: found, or started and announced.</summary>
internal sealed class BackgroundHost(CliSession session)
{
    public async Task<HostState> EnsureAsync(CancellationToken cancel)
    {
        session.Home.Create();
        var request = new HostRequest(session.Home.Root, session.Deployment.File, Port: 0, HostRequest.DefaultIdleTimeout);
        var starter = new HostStarter(session.Host, new HostProcess(), session.Environment.Clock);
        var (host, started) = await starter.EnsureAsync(request, cancel);
        if (started)
        {
            session.Remark(
                $"Started the embedded host ({host.Address}, pid {host.Pid}); it ends itself after {DurationText.Of(request.IdleTimeout)} without work.");
        }
        return host;
    }

    /// <summary>
    /// The host, working with this session's configuration: a worker opens the databases of the file that it was started with,
    /// and another one's plans would miss theirs. A background host of another configuration that has nothing to do makes way.
    /// </summary>
    public async Task<HostState> EnsureForWorkAsync(CancellationToken cancel)
    {
        var host = await EnsureAsync(cancel);
        if (Fits(host))
            return host;
        if (!host.Background || await IsBusyAsync(host, cancel))
            throw OtherConfiguration(host);
        session.Remark($"The host works with {Name(host.Config)} and has nothing to do; it is started anew with {Name(session.Deployment.File)}.");
        await new HostStopper(session.Host, session.Environment.Clock).StopAsync(cancel);
        var anew = await EnsureAsync(cancel);
        return Fits(anew) ? anew : throw OtherConfiguration(anew);
    }

    private bool Fits(HostState host) => !host.Worker || host.Config == session.Deployment.File;

    private async Task<bool> IsBusyAsync(HostState host, CancellationToken cancel)
    {
        var temporal = await MigrationConnection.ConnectAsync(host.Address, session.Deployment.Temporal);
        return await new MigrationActivity(new MigrationClient(temporal, session.Environment.Clock)).IsGoingOnAsync(cancel);
    }

    private CliException OtherConfiguration(HostState host) => new(
        CliErrorCodes.HostConfigOther,
        $"The host of {session.Home.Root} works with {Name(host.Config)}, this command with {Name(session.Deployment.File)}.",
        $"Stop it with `{session.Command("server", "stop")}` and run this again, or keep the two apart with --home.");

    private static string Name(string? file) => file ?? "no configuration file";
}
