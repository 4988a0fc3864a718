namespace Migration.Benchmarks.Postgres;

/// <summary>One execution of the product, in a host of its own.</summary>
/// <param name="Seconds">From its start to its end, without validation.</param>
internal sealed record ProductRun(double Seconds, double Copy, double Validation, double Memory)
{
    private static readonly string[] QuickestFirst = ["BULK", "PARALLEL", "BATCH"];

    /// <param name="tables">Empty for all.</param>
    public static ProductRun Of(Bench bench, (string Source, string Target) databases, string strategy, string tables, bool validates)
    {
        using var product = Product.Start(bench);
        var settled = product.Run("migrate", "execute", Plan(bench, databases, strategy, tables, validates), "--monitor");
        var status = settled.GetProperty("status").GetString();
        if (status != "COMPLETED") throw new InvalidOperationException($"the execution is {status}: {settled.GetProperty("errors")}");
        var metrics = settled.GetProperty("metrics");
        var validation = metrics.GetProperty("validationSeconds").GetDouble();
        return new(Throughput.Duration(settled) - validation, metrics.GetProperty("copySeconds").GetDouble(), validation, product.PeakMemory);
    }

    /// <summary>The quickest strategy that the product has for this: it refuses what it can't do.</summary>
    public static string BestStrategy(Bench bench)
    {
        using var product = Product.Start(bench);
        return QuickestFirst.First(strategy =>
            product.TryRun("migrate", "plan", "validate", Plan(bench, ("SOURCE", "PG_TARGET"), strategy, "orders", validates: true)) is not null);
    }

    private static string Plan(Bench bench, (string Source, string Target) databases, string strategy, string tables, bool validates)
    {
        var path = bench.PathOf("plan.yaml");
        File.WriteAllText(path, $$"""
            id: bench
            name: bench
            sourceDatabase: {{databases.Source}}
            targetDatabase: {{databases.Target}}
            strategy: {{strategy}}
            {{(tables.Length == 0 ? "" : $"tables: [{{ sourceTable: {tables} }}]")}}
            configuration: { enableValidation: {{(validates ? "true" : "false")}} }
            """);
        return path;
    }
}
