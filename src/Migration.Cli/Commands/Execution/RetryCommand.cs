using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate retry</c>: another try for a table that needs attention.</summary>
internal static class RetryCommand
{
    public static Command Build(CommandSetup setup) => new SignalCommand(
        MigrationSignal.Retry,
        "Try a table again that needs attention",
        tables: CommonOptions.Tables("The table that needs attention (repeat for more); without it, the step that does")).Build(setup);
}
