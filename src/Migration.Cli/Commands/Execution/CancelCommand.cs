using System.CommandLine;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate cancel</c>: ends a migration for good and cleans up; what was copied stays or is taken back.</summary>
internal static class CancelCommand
{
    public static Command Build(CommandSetup setup)
    {
        var keep = new Option<bool>("--keep") { Description = "Keep the rows that were copied (default)" };
        var undo = new Option<bool>("--undo") { Description = "Take back what was copied" };
        var command = new SignalCommand(MigrationSignal.Cancel, "Cancel a running migration and clean up", until: "it has ended")
            .Build(setup, [keep, undo], session => session.Get(undo));
        command.Validators.Add(result =>
        {
            if (result.GetValue(keep) && result.GetValue(undo))
                result.AddError("--keep and --undo contradict each other: choose one.");
        });
        return command;
    }
}
