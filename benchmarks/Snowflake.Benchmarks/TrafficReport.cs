using System.Globalization;

namespace Snowflake.Benchmarks;

/// <summary>Medians of each step over all turns, as a table.</summary>
internal sealed class TrafficReport(int rows)
{
    private readonly List<(string Path, string Step, Traffic Traffic)> _seen = [];

    public void Add(string path, string step, Traffic traffic)
    {
        _seen.Add((path, step, traffic));
        Console.Error.WriteLine($"  {path}, {step}: {traffic}");
    }

    public void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows × {Journey.Columns} columns; {Environment.ProcessorCount} cores; medians of {_seen.Count / _seen.Select(seen => (seen.Path, seen.Step)).Distinct().Count()} turns."));
        Console.WriteLine();
        Console.WriteLine("| path | step | statements | of them asking for definitions | statements per million rows | kB per request (most) | statements at once | rows/s | share of the time without a statement | without a request |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var step in _seen.GroupBy(seen => (seen.Path, seen.Step)))
        {
            var all = step.Select(seen => seen.Traffic).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {step.Key.Path} | {step.Key.Step} | {Median(all, t => t.Statements):F0} | {Median(all, t => t.Catalog):F0} | {Median(all, t => t.Statements) * 1_000_000 / rows:F0} | {Median(all, t => t.BytesPerRequest) / 1000:F1} ({all.Max(t => t.MostBytes) / 1000.0:F0}) | {all.Max(t => t.AtOnce)} | {rows / Median(all, t => t.Seconds):N0} | {Median(all, t => t.Idle):P1} | {Median(all, t => t.Unasked):P1} |"));
        }
    }

    private static double Median(List<Traffic> all, Func<Traffic, double> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);
}
