using Migration.Cli.Errors;
using Migration.Cli.Session;
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

    /// <summary>A worker opens the databases of the configuration that it was started with; another one's plans would miss theirs.</summary>
    public void RequireSameConfiguration(HostState host)
    {
        if (!host.Worker || host.Config == session.Deployment.File)
            return;
        throw new CliException(
            CliErrorCodes.HostConfigOther,
            $"The host of {session.Home.Root} works with {Name(host.Config)}, this command with {Name(session.Deployment.File)}",
            $"Stop it with `{session.Command("server", "stop")}` and run this again, or keep the two apart with --home");
    }

    private static string Name(string? file) => file ?? "no configuration file";
}
