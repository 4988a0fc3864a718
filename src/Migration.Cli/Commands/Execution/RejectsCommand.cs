using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Spectre.Console;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate rejects</c>: the rows that the target did not take. They are read from the target itself: values of rows never go through Temporal.</summary>
internal static class RejectsCommand
{
    public static Command Build(CommandSetup setup)
    {
        var execution = CommonOptions.ExecutionId();
        var table = new Option<string?>("--table") { Description = "Only those of this table", HelpName = "NAME" };
        var command = new Command("rejects", "Show the rows that the target did not take, and why").With(execution, table);
        return setup.Runs(command, async (session, cancel) =>
        {
            var result = await ReadAsync(session, session.Get(execution), session.Get(table), cancel);
            session.Result(result, console => Write(console, result));
            return ExitCodes.Ok;
        });
    }

    private static async Task<RejectList> ReadAsync(CliSession session, string execution, string? table, CancellationToken cancel)
    {
        var client = await MigrationConnection.OpenAsync(session, cancel);
        var plan = await client.PlanAsync(execution, cancel);
        var only = table is null ? null : Find(plan, table);
        await using var target = await Databases.Of(session).OpenAsync(plan.TargetDatabase, cancel);
        var rows = await target.ReadRejectsAsync(plan.TargetSchema, execution, only?.Target, cancel);
        return new RejectList(execution, [.. rows.Select(row => RejectView.Of(row, SourceOf(plan, row.Table)))]);
    }

    private static TableMigration Find(MigrationPlan plan, string table) =>
        plan.Tables.FirstOrDefault(t => t.SourceTable.Equals(table, StringComparison.OrdinalIgnoreCase))
        ?? throw new MigrationException(ErrorCodes.TableUnknown, $"The execution has no table '{table}'");

    private static string SourceOf(MigrationPlan plan, string target) =>
        plan.Tables.FirstOrDefault(t => t.Target.Equals(target, StringComparison.OrdinalIgnoreCase))?.SourceTable ?? target;

    private static void Write(IAnsiConsole console, RejectList result)
    {
        if (result.Rejects.Count == 0)
        {
            console.Line("The target took every row.");
            return;
        }
        console.Write(FittedTable.Of(["Table", "Key", "Why", "Values"],
            [.. result.Rejects.Select(row => (string[])[row.Table, row.Key, $"{row.Code}: {row.Reason}", row.Values.GetRawText()])]));
        if (result.Rejects.Count > 0)
            console.Line("Long texts are cut; --output json has them whole.");
    }
}
