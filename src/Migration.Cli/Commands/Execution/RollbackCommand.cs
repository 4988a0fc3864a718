using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate rollback</c>: brings the target back to what it was before the migration, and proves it.</summary>
internal static class RollbackCommand
{
    public static Command Build(CommandSetup setup) => new SignalCommand(
        MigrationSignal.Rollback,
        "Roll back a running, failed, cancelled or completed migration",
        until: "the target is as it was",
        CommonOptions.Tables("Only this table (repeat for more)")).Build(setup);
}
