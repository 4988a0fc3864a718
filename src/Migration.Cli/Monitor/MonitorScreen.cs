using Migration.Cli.Output;
using Migration.Client;
using Migration.Core.Errors;
using Migration.Core.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Migration.Cli.Monitor;

/// <summary>The live view of an execution: a bar per table, the sum, what is being done, what went wrong.</summary>
internal static class MonitorScreen
{
    private const int MostErrors = 3;
    /// <summary>Lines beside those of tables: header, sum, operation, hint and space.</summary>
    private const int OtherLines = 9;

    /// <param name="height">Of the terminal: more tables than fit are summed up.</param>
    public static IRenderable Of(ExecutionView view, string hint, int height)
    {
        var grid = new Grid().AddColumns(5);
        foreach (var column in grid.Columns)
            column.NoWrap().PadRight(2);
        var shown = Chosen(view, Math.Max(3, height - OtherLines - MostErrors));
        foreach (var table in shown)
            grid.AddRow(Row(table));
        if (view.Tables.Count > shown.Count)
            grid.AddRow(new Text($"… {view.Tables.Count - shown.Count} more"), new Text(""), new Text(""), new Text(""), new Text(""));
        return new Rows([Header(view), new Text(""), grid, new Text(""), Sum(view), Operation(view), .. Errors(view), new Text(hint, new Style(Color.Grey))]);
    }

    /// <summary>What moves or needs a person comes first where not all fit, in the order of the plan.</summary>
    private static List<TableView> Chosen(ExecutionView view, int room)
    {
        if (view.Tables.Count <= room)
            return [.. view.Tables];
        var first = view.Tables.OrderBy(table => table.Status switch
        {
            ExecutionStatus.NeedsAttention => 0,
            ExecutionStatus.Running => 1,
            ExecutionStatus.Paused => 2,
            ExecutionStatus.Pending => 3,
            _ => 4,
        }).Take(room).ToHashSet();
        return [.. view.Tables.Where(first.Contains)];
    }

    private static Paragraph Header(ExecutionView view)
    {
        var status = StatusNames.Of(view.Status);
        return new Paragraph(view.ExecutionId + "  ", new Style(decoration: Decoration.Bold))
            .Append(status, Tables.StyleOf(status))
            .Append($"  {StatusNames.Of(view.Phase)}");
    }

    private static IRenderable[] Row(TableView table)
    {
        var status = StatusNames.Of(table.Status);
        return
        [
            new Text("  " + table.Name),
            ProgressBar.Of(table.Percent, Tables.StyleOf(status)),
            new Text(Human.Percent(table.Percent)).RightJustified(),
            new Text(ProgressLine.Rows(table.RowsProcessed, table.RowsTotal)).RightJustified(),
            new Text(table.CurrentOperation ?? status, Tables.StyleOf(status)),
        ];
    }

    private static Text Sum(ExecutionView view)
    {
        var parts = new List<string> { Human.Percent(view.Percent), $"{ProgressLine.Rows(view.RowsProcessed, view.RowsTotal)} rows" };
        if (view.RowsPerSecond > 0)
            parts.Add($"{Human.Count((long)view.RowsPerSecond)} rows/s  {Human.Size(view.BytesPerSecond)}/s");
        if (view.EtaSeconds is { } eta)
            parts.Add("ETA " + Human.Duration(TimeSpan.FromSeconds(eta)));
        return new Text(string.Join("   ", parts), new Style(decoration: Decoration.Bold));
    }

    private static Text Operation(ExecutionView view) => new Text(view.CurrentOperation ?? "");

    private static IEnumerable<IRenderable> Errors(ExecutionView view) =>
        view.Errors.Where(error => !error.Resolved).TakeLast(MostErrors).Select(error => new Text(Line(error), new Style(Color.Red)));

    public static string Line(MigrationError error) =>
        string.Join(' ', new[] { error.Code, error.Table is null ? null : $"({error.Table})", error.Message, error.Recommendation }.OfType<string>());
}
