using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Server;

/// <summary><c>server start</c>: the embedded host in the background. Starting one that runs is no error.</summary>
internal static class ServerStartCommand
{
    public static Command Build(CommandSetup setup)
    {
        var port = CommonOptions.TemporalPort("any free one");
        var idle = CommonOptions.Duration("--idle-timeout", "End after this long without work and commands", HostRequest.DefaultIdleTimeout);
        return setup.Runs(new Command("start", "Start the embedded host in the background").With(port, idle), async (session, cancel) =>
        {
            session.Home.Create();
            var request = new HostRequest(session.Home.Root, session.Deployment.File, session.Get(port) ?? 0, session.Get(idle) ?? HostRequest.DefaultIdleTimeout);
            var (host, started) = await new HostStarter(session.Host, new HostProcess(), session.Environment.Clock).EnsureAsync(request, cancel);
            var status = HostStatus.Of(host, session.Home);
            session.Result(status, console => console.Line(started
                ? $"The host runs: {host.Address} (pid {host.Pid})."
                : $"A host ran already: {host.Address} (pid {host.Pid})."));
            return ExitCodes.Ok;
        });
    }
}
