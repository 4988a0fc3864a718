using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate skip</c>: leaves out a table that needs attention; the others complete.</summary>
internal static class SkipCommand
{
    public static Command Build(CommandSetup setup) => new SignalCommand(
        MigrationSignal.Skip,
        "Leave out a table that needs attention",
        tables: CommonOptions.Tables("The table that needs attention (repeat for more); without it, the step that does")).Build(setup);
}
