namespace Migration.Benchmarks;

/// <summary>A tenth of the rows, for the memory: it must not grow with the table.</summary>
internal static class SmallTable
{
    public static void Measure(Bench bench, Report report)
    {
        using var small = new Bench(bench.Rows / 10);
        SourceTable.Create(small.Source, small.Rows);
        using var product = Product.Start(small);
        product.Run("migrate", "execute", product.Plan(), "--monitor");
        report.Row("peak memory of the host with a tenth of the rows", $"{product.PeakMemory:F0} MB", "< 300 MB");
    }
}
