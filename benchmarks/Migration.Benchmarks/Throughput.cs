using System.Text.Json;

namespace Migration.Benchmarks;

/// <summary>The whole table from one file to another, and the sqlite3 shell doing the same, turn by turn.</summary>
internal static class Throughput
{
    private const int Repetitions = 3;

    public static void Measure(Bench bench, Report report)
    {
        var (records, columns) = (new List<double>(), new List<double>());
        var (copies, executions) = (new List<double>(), new List<double>());
        double memory = 0;
        for (var i = 0; i < Repetitions; i++)
        {
            records.Add(Raw(bench, "SELECT *"));
            columns.Add(Raw(bench, $"SELECT {SourceTable.ColumnList}", $"({SourceTable.ColumnList})"));
            bench.DeleteTarget();
            using var product = Product.Start(bench);
            var settled = product.Run("migrate", "execute", product.Plan(), "--monitor");
            copies.Add(settled.GetProperty("metrics").GetProperty("copySeconds").GetDouble());
            executions.Add(Duration(settled));
            memory = Math.Max(memory, product.PeakMemory);
        }

        var (raw, decoded, copy, whole) = (Figures.Median(records), Figures.Median(columns), Figures.Median(copies), Figures.Median(executions));
        report.Row("sqlite3 shell, `INSERT … SELECT *` (copies raw records)", $"{raw:F2} s, {bench.Rows / raw:N0} rows/s");
        report.Row("sqlite3 shell, explicit column list (decodes columns)", $"{decoded:F2} s, {bench.Rows / decoded:N0} rows/s");
        report.Row("copy phase: ledger, checkpoints and hashing on", $"{copy:F2} s, {bench.Rows / copy:N0} rows/s");
        report.Row("whole execution: preflight, undo record, copy, validation by hash", $"{whole:F2} s, {bench.Rows / whole:N0} rows/s");
        report.Row("copy phase against the shell with a column list", $"{decoded / copy:F2}", "≥ 0.7");
        report.Row("copy phase against the shell with `SELECT *`", $"{raw / copy:F2}", "≥ 0.7");
        report.Row("whole execution against the shell with a column list", $"{decoded / whole:F2}");
        report.Row("whole execution against the shell with `SELECT *`", $"{raw / whole:F2}");
        report.Row("peak memory of the host", $"{memory:F0} MB", "< 300 MB");
    }

    private static double Raw(Bench bench, string select, string columns = "")
    {
        bench.DeleteTarget();
        return Shell.Time(bench.Target, $"""
            {SourceTable.Ddl}
            ATTACH '{bench.Source}' AS s;
            INSERT INTO {SourceTable.Name} {columns} {select} FROM s.{SourceTable.Name};
            """).TotalSeconds;
    }

    public static double Duration(JsonElement settled) =>
        (settled.GetProperty("endedAt").GetDateTimeOffset() - settled.GetProperty("startedAt").GetDateTimeOffset()).TotalSeconds;
}
