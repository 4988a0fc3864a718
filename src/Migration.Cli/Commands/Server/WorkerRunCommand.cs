using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Cli.Session;
using Migration.Client;
using Migration.Core.Configuration;

namespace Migration.Cli.Commands.Server;

/// <summary><c>worker run</c>: a worker alone, beside the cluster of the configuration or a `server run --no-worker`.</summary>
internal static class WorkerRunCommand
{
    public static Command Build(CommandSetup setup) =>
        setup.Runs(new Command("run", "Run a worker in the foreground"), async (session, cancel) =>
        {
            session.Home.Create();
            var address = Address(session);
            // Any client may start a migration, not only this program's commands.
            await SearchAttributeRegistration.EnsureAsync(await MigrationConnection.ConnectAsync(address, session.Deployment.Temporal), cancel);
            await using var worker = await MigrationWorker.StartAsync(session, address, identity: null, console: true, cancel);
            session.Environment.Out.WriteLine($"The worker polls {address}. Ctrl-C ends it.");
            await Cancellation.OfAsync(cancel);
            return ExitCodes.Ok;
        });

    private static string Address(CliSession session)
    {
        if (session.Deployment.Temporal is { Mode: TemporalMode.Cluster } cluster)
            return cluster.Address!;
        return session.Host.Running()?.Address ?? throw new CliException(
            CliErrorCodes.HostNotRunning,
            $"No embedded host runs in {session.Home.Root}.",
            $"Start one with `{session.Command("server", "run", "--no-worker")}`, or name a cluster under `temporal:` in the configuration.");
    }
}
