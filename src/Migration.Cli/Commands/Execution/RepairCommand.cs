using System.CommandLine;
using Migration.Cli.Results;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate repair</c>: copies again what differs, and proves it.</summary>
internal static class RepairCommand
{
    public static Command Build(CommandSetup setup)
    {
        var execution = CommonOptions.ExecutionId();
        var tables = CommonOptions.Tables("Only this table");
        var removeExtra = new Option<bool>("--remove-extra") { Description = "Also remove rows that the target alone has, whoever wrote them" };
        var command = new Command("repair", "Copy again the rows by which an execution's tables differ, and compare once more").With(execution, tables, removeExtra);
        return setup.Runs(command, async (session, cancel) =>
        {
            var client = await MigrationConnection.OpenAsync(session, cancel);
            var result = ExecutionProved.Of(await client.RepairAsync(session.Get(execution), session.Get(tables) ?? [], session.Get(removeExtra), cancel));
            session.Result(result, console => ProofText.Write(console, result));
            return ProofText.ExitCodeOf(result);
        });
    }
}
