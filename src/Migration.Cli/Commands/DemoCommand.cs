using System.CommandLine;
using Migration.Cli.Demo;
using Migration.Cli.Session;

namespace Migration.Cli.Commands;

/// <summary><c>demo</c>: a whole migration on made-up data, in a home of its own, in under a minute.</summary>
internal static class DemoCommand
{
    public static Command Build(CommandSetup setup) => setup.Runs(
        new Command("demo", "Watch a whole migration on made-up data, in a folder of its own"),
        (session, cancel) => new DemoScript(session).RunAsync(cancel));
}
