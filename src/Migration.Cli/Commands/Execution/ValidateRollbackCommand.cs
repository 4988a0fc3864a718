using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Spectre.Console;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate validate-rollback</c>: tells beforehand what a rollback could take back, and what not and why.</summary>
internal static class ValidateRollbackCommand
{
    public static Command Build(CommandSetup setup)
    {
        var execution = CommonOptions.ExecutionId();
        var command = new Command("validate-rollback", "Check what a rollback of an execution could undo").With(execution);
        return setup.Runs(command, async (session, cancel) =>
        {
            var id = session.Get(execution);
            var client = await MigrationConnection.OpenAsync(session, cancel);
            var result = RollbackValidated.Of(await client.CheckRollbackAsync(id, cancel));
            session.Result(result, console => Write(console, result, session));
            return result.Possible ? ExitCodes.Ok : ExitCodes.MigrationFailed;
        });
    }

    private static void Write(IAnsiConsole console, RollbackValidated result, CliSession session)
    {
        var table = Tables.Create("Table", "Can be undone", "How, or why not");
        foreach (var row in result.Tables)
            table.AddRow(new Text(row.Name), Tables.YesNo(row.Possible), new Text(row.Explanation));
        console.Write(table);
        console.Line(result.Possible
            ? $"All of it can be rolled back: {session.Command("migrate", "rollback", result.ExecutionId)}"
            : "Not all of it can be rolled back.");
    }
}
