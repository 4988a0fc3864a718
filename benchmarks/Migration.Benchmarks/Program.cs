using System.Globalization;
using Migration.Benchmarks;
using Migration.Benchmarks.Postgres;

if (args is ["postgres", ..])
{
    PostgresBench.Run(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2));
    return;
}

var rows = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 2_000_000;
using var bench = new Bench(rows);
Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"making {rows:N0} rows × {SourceTable.Columns} columns in {bench.Folder}"));
SourceTable.Create(bench.Source, rows);

var report = new Report();
report.Line(Machine.Describe());
report.Line(string.Create(CultureInfo.InvariantCulture, $"Table: {rows:N0} rows × {SourceTable.Columns} columns, {new FileInfo(bench.Source).Length / 1_000_000.0:N0} MB."));
Throughput.Measure(bench, report);
HashCost.Measure(bench, report);
SmallTable.Measure(bench, report);
await PauseLatency.MeasureAsync(bench, report);
Recovery.Measure(bench, report);
report.Print();
