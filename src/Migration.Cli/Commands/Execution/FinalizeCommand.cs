using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate finalize</c>: ends the rollback window early and discards what could undo the migration.</summary>
internal static class FinalizeCommand
{
    public static Command Build(CommandSetup setup) => new SignalCommand(
        MigrationSignal.Finalize, "Accept a migration: close its rollback window now", until: "it is closed").Build(setup);
}
