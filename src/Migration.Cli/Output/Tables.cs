using Spectre.Console;
using Spectre.Console.Rendering;

namespace Migration.Cli.Output;

/// <summary>The one look of tables and states.</summary>
internal static class Tables
{
    public static Table Create(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    public static Table RightAligned(this Table table, params int[] columns)
    {
        foreach (var column in columns)
            table.Columns[column].RightAligned();
        return table;
    }

    public static IRenderable Status(string status) => new Text(status, StyleOf(status));

    public static IRenderable YesNo(bool value) => value ? new Text("yes", new Style(Color.Green)) : new Text("no", new Style(Color.Red));

    public static Style StyleOf(string status) => new(status switch
    {
        "COMPLETED" or "EQUAL" => Color.Green,
        "RUNNING" => Color.Blue,
        "PAUSED" or "PENDING" or "SKIPPED" or "CANCELLED" or "ROLLED_BACK" => Color.Yellow,
        "FAILED" or "NEEDS_ATTENTION" or "DIFFERENT" or "NOT_COMPARABLE" => Color.Red,
        _ => Color.Default,
    });
}
