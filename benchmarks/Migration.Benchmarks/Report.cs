using System.Globalization;

namespace Migration.Benchmarks;

/// <summary>What is printed at the end: sentences about the circumstances, then a table.</summary>
internal sealed class Report
{
    private readonly List<string> lines = [];
    private readonly List<(string What, string Figure, string Goal)> rows = [];

    public void Line(string sentence) => lines.Add(sentence);

    /// <param name="goal">What was promised; empty where the figure only explains another.</param>
    public void Row(string what, FormattableString figure, string goal = "")
    {
        var text = figure.ToString(CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"  {what}: {text}");
        rows.Add((what, text, goal));
    }

    public void Print()
    {
        foreach (var line in lines) Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine("| what | figure | goal |");
        Console.WriteLine("|---|---|---|");
        foreach (var (what, figure, goal) in rows) Console.WriteLine($"| {what} | {figure} | {goal} |");
    }
}
