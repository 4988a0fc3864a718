using System.CommandLine;
using Migration.Cli.Results;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate validate</c>: proves once more that both sides of an execution's tables hold the same.</summary>
internal static class ValidateCommand
{
    public static Command Build(CommandSetup setup)
    {
        var execution = CommonOptions.ExecutionId();
        var tables = CommonOptions.Tables("Only this table");
        var command = new Command("validate", "Compare both sides of an execution's tables once more, to rows and columns").With(execution, tables);
        return setup.Runs(command, async (session, cancel) =>
        {
            var client = await MigrationConnection.OpenAsync(session, cancel);
            var result = ExecutionProved.Of(await client.ProveAsync(session.Get(execution), session.Get(tables) ?? [], cancel));
            session.Result(result, console => ProofText.Write(console, result));
            return ProofText.ExitCodeOf(result);
        });
    }
}
