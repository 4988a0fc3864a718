using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Migration.Core.Progress;
using Migration.Workflows;
using Spectre.Console;

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
            session.Result(result, console => Write(console, result));
            return result.Verdict switch
            {
                "EQUAL" => ExitCodes.Ok,
                "DIFFERENT" => ExitCodes.Different,
                _ => ExitCodes.NotComparable,
            };
        });
    }

    private static void Write(IAnsiConsole console, ExecutionProved result)
    {
        foreach (var table in result.Tables)
            Write(console, table);
        if (result.Between is not null)
            console.Line($"Between tables: {result.Between}");
        Write(console, result.Rules);
        console.Line(result.Verdict switch
        {
            "EQUAL" => "Equal on both sides.",
            "DIFFERENT" => "DIFFERENT.",
            _ => "Not all of it can be compared.",
        });
    }

    private static void Write(IAnsiConsole console, TableProved table)
    {
        console.Line($"{table.Name}: {table.Verdict}. {table.Summary}");
        foreach (var row in table.Rows)
            console.Line($"  {Sign(row)} {row.Key}  {string.Join(", ", row.Columns)}".TrimEnd());
        foreach (var left in table.NotCompared)
            console.Line($"  not compared: {left}");
        Write(console, table.Rules);
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<RuleResult> rules)
    {
        foreach (var rule in rules)
            console.Line($"  rule {rule.Name}: {(rule.Holds ? "holds" : rule.Summary)}");
    }

    private static char Sign(RowFinding row) => row.Kind switch
    {
        "MISSING" => '-',
        "EXTRA" => '+',
        _ => '~',
    };
}
