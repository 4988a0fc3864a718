using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate resume</c>: goes on where pause stopped.</summary>
internal static class ResumeCommand
{
    public static Command Build(CommandSetup setup) =>
        new SignalCommand(MigrationSignal.Resume, "Resume a paused migration",
            until: "it runs again",
            CommonOptions.Tables("Only this table (repeat for more)")).Build(setup);
}
