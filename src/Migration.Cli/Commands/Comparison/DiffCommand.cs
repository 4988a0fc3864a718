using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Session;
using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;
using Spectre.Console;

namespace Migration.Cli.Commands.Comparison;

/// <summary><c>migrate diff</c>: compares any two tables of configured databases, without a plan, a worker or a write.</summary>
internal static class DiffCommand
{
    public static Command Build(CommandSetup setup)
    {
        var first = new Argument<string>("first") { Description = "A table: DATABASE.schema.table, or DATABASE.table" };
        var second = new Argument<string>("second") { Description = "The table to compare it with" };
        var columns = new Option<string?>("--columns") { Description = "Compare these columns and the key alone", HelpName = "NAME,NAME" };
        var command = new Command("diff", "Compare two tables, of one engine or of two, to rows and cells").With(first, second, columns);
        return setup.Runs(command, async (session, cancel) =>
        {
            var (left, right) = (TableAddress.Parse(session.Get(first)), TableAddress.Parse(session.Get(second)));
            string[] wanted = session.Get(columns)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
            var difference = await new TableDiff(Databases.Of(session)).RunAsync(left, right, wanted, cancel);
            session.Result(difference, console => Write(console, difference));
            return difference.Verdict switch
            {
                TableVerdict.Equal => ExitCodes.Ok,
                TableVerdict.Different => ExitCodes.Different,
                _ => ExitCodes.NotComparable,
            };
        });
    }

    private static void Write(IAnsiConsole console, TableDifference difference)
    {
        foreach (var left in difference.NotCompared)
            console.Line($"Not compared: {left}.");
        if (difference.Verdict != TableVerdict.Different)
        {
            console.Line($"Equal{(difference.NotCompared.Count > 0 ? " as far as compared" : "")}: {Human.Count(difference.FirstRows)} rows, {difference.Columns.Count} columns.");
            return;
        }

        console.Line($"Different: {Human.Count(difference.FirstRows)} rows in the first, {Human.Count(difference.SecondRows)} in the second.");
        console.Line($"  {(difference.Counted ? "" : "at least ")}{difference.Missing} missing in the second, {difference.Extra} extra in it, {difference.Different} different"
            + (difference.Key.Count > 0 ? $"; key: {string.Join(", ", difference.Key)}" : "; no key: whole rows are compared"));
        foreach (var row in difference.Rows)
            console.Line($"  {Sign(row.Kind)} {row.Key}{string.Concat(row.Cells.Select(cell => $"  {cell.Column}: {cell.First} -> {cell.Second}"))}");
    }

    private static char Sign(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => '-',
        DifferenceKind.Extra => '+',
        _ => '~',
    };
}
