using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Core.Progress;
using Migration.Workflows;
using Spectre.Console;

namespace Migration.Cli.Commands.Execution;

/// <summary>How the sides of an execution's tables compare, for people and for scripts.</summary>
internal static class ProofText
{
    public static int ExitCodeOf(ExecutionProved result) => result.Verdict switch
    {
        "EQUAL" => ExitCodes.Ok,
        "DIFFERENT" => ExitCodes.Different,
        _ => ExitCodes.NotComparable,
    };

    public static void Write(IAnsiConsole console, ExecutionProved result)
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
        if (table.Repaired is { } repaired)
            console.Line($"  repaired: {repaired.RowsWritten} row(s) written, {repaired.RowsRemoved} removed, in {repaired.Ranges} range(s)"
                + (repaired.RowsLeft == 0 ? "" : $"; {repaired.RowsLeft} that the target alone has stay: --remove-extra removes them"));
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
