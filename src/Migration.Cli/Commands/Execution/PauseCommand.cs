using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate pause</c>: the batch in flight commits, then nothing moves until resume.</summary>
internal static class PauseCommand
{
    public static Command Build(CommandSetup setup) =>
        new SignalCommand(MigrationSignal.Pause, "Pause a running migration",
            until: "it is paused",
            CommonOptions.Tables("Only this table (repeat for more)")).Build(setup);
}
