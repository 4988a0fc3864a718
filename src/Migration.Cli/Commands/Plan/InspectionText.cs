using System.Globalization;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Client;
using Migration.Core.Problems;
using Spectre.Console;

namespace Migration.Cli.Commands.Plan;

/// <summary>Tables and problems of a plan, for people.</summary>
internal static class InspectionText
{
    public static void WriteTables(IAnsiConsole console, IReadOnlyList<PlanTable> tables)
    {
        if (tables.Count == 0)
            return;
        var table = Tables.Create("Table", "To", "Rows", "Size", "Target", "After").RightAligned(2, 3);
        foreach (var row in tables)
        {
            table.AddRow(
                new Text(row.Name), new Text(row.Target), new Text(Human.Count(row.Rows)), new Text(Human.Size(row.Bytes)),
                new Text(row.TargetExists ? "exists" : "is created"), new Text(string.Join(", ", row.DependsOn)));
        }
        console.Write(table);
    }

    public static void WriteProblems(IAnsiConsole console, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var style = problem.Blocks ? new Style(Color.Red) : new Style(Color.Yellow);
            console.Write(new Text($"{StatusNames.Of(problem.Severity)} {problem.Code}", style));
            console.Line($" {Place(problem)}{problem.Message}");
            if (problem.Fix.Length > 0)
                console.Line($"    fix: {problem.Fix}");
        }
    }

    public static string Credits(decimal? credits) => credits is { } known ? string.Create(CultureInfo.InvariantCulture, $", about {known:0.####} credits") : "";

    public static void WriteAssumptions(IAnsiConsole console, IReadOnlyList<string> assumptions)
    {
        foreach (var assumption in assumptions)
            console.Line($"  assumed: {assumption}");
    }

    private static string Place(Problem problem) => problem.Path.Length == 0 ? "" : $"{problem.Path}: ";
}
