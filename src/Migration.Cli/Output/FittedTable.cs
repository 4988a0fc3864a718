using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Migration.Cli.Output;

/// <summary>A table of texts that fits a line of a usual width: the widest columns give way, and what they lose ends in an ellipsis.</summary>
internal static class FittedTable
{
    private const int Width = 100;

    /// <summary>What the border takes of each column.</summary>
    private const int Gap = 3;

    private const string Ellipsis = "…";

    public static Table Of(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        var lines = rows.Select(row => row.Select(OnOneLine).ToArray()).ToList();
        var widths = columns.Select((column, place) => lines.Select(line => CellsOf(line[place])).Append(CellsOf(column)).Max()).ToArray();
        for (var tooWide = widths.Sum() + Gap * widths.Length + 1 - Width; tooWide > 0; tooWide--)
            widths[Array.IndexOf(widths, widths.Max())]--;
        var table = Tables.Create([.. columns]);
        foreach (var line in lines)
            table.AddRow(line.Select((text, place) => new Text(Cut(text, widths[place]))));
        return table;
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static int CellsOf(string text) => new Segment(text).CellCount();

    private static string Cut(string text, int width)
    {
        if (CellsOf(text) <= width)
            return text;
        var kept = new StringBuilder();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            if (CellsOf(kept + elements.GetTextElement()) > width - 1)
                break;
            kept.Append(elements.GetTextElement());
        }
        return kept + Ellipsis;
    }
}
