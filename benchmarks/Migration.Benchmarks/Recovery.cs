using System.Diagnostics;

namespace Migration.Benchmarks;

/// <summary>From the start of a new host after kill -9 until the next range is committed.</summary>
internal static class Recovery
{
    private const int Repetitions = 10;

    public static void Measure(Bench bench, Report report)
    {
        bench.DeleteTarget();
        var times = new List<double>();
        var product = Product.Start(bench);
        try
        {
            // Small batches, so that the copy outlasts all kills.
            var plan = product.Plan("--batch-size", "500");
            var execution = Start();
            while (times.Count < Repetitions)
            {
                var before = Ledger.Ranges(bench.Target, execution);
                Await(bench, execution, before + 20);
                product.Kill();
                product.Dispose();
                before = Ledger.Ranges(bench.Target, execution);
                var clock = Stopwatch.StartNew();
                product = Product.Start(bench, product.Port);
                Await(bench, execution, before + 1);
                times.Add(clock.Elapsed.TotalSeconds);
            }

            string Start() => product.Run("migrate", "execute", plan).GetProperty("executionId").GetString()!;
        }
        finally
        {
            product.Dispose();
        }

        report.Row($"kill -9 and restart, to the next committed range: p95 of {times.Count}", $"{Figures.Quantile(times, 0.95):F2} s (median {Figures.Median(times):F2} s)", "≤ 5 s");
    }

    private static void Await(Bench bench, string execution, long ranges)
    {
        while (Ledger.Ranges(bench.Target, execution) < ranges) Thread.Sleep(1);
    }
}
