using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Client;
using Spectre.Console;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate list</c>: the executions that Temporal knows, newest first.</summary>
internal static class ListCommand
{
    private const int MostByDefault = 50;

    public static Command Build(CommandSetup setup)
    {
        var plan = new Option<string?>("--plan") { Description = "Only executions of this plan", HelpName = "PLAN-ID" };
        var limit = CommonOptions.Number("--limit", $"At most this many, newest first (default {MostByDefault})");
        return setup.Runs(new Command("list", "List executions").With(plan, limit), async (session, cancel) =>
        {
            var client = await MigrationConnection.OpenAsync(session, cancel);
            var found = new List<ExecutionSummary>();
            await foreach (var execution in client.ListAsync(session.Get(plan), session.Get(limit) ?? MostByDefault, cancel))
                found.Add(execution);
            session.Result(new ExecutionList(found), console => Write(console, found, session));
            return ExitCodes.Ok;
        });
    }

    private static void Write(IAnsiConsole console, List<ExecutionSummary> executions, CliSession session)
    {
        if (executions.Count == 0)
        {
            console.Line($"No executions yet. `{session.Command("migrate", "execute")} <plan-id>` starts one.");
            return;
        }
        var table = Tables.Create("Execution", "Status", "Phase", "From", "To", "Started (UTC)");
        foreach (var execution in executions)
        {
            table.AddRow(
                new Text(execution.ExecutionId), Tables.Status(execution.Status), new Text(execution.Phase),
                new Text(execution.Source), new Text(execution.Target), new Text(Human.Time(execution.StartedAt)));
        }
        console.Write(table);
    }
}
