using System.Diagnostics.Metrics;

namespace Migration.Activities;

/// <summary>What a worker measures. Values carry table and database names as tags, never row values.</summary>
public sealed class MigrationMeter : IDisposable
{
    public const string Name = "Migration.Workflows";

    private readonly Meter meter;
    private readonly Counter<long> rows;
    private readonly Counter<long> bytes;
    private readonly Counter<long> batches;
    private readonly Counter<long> retries;
    private readonly UpDownCounter<int> activeTables;
    private readonly Histogram<double> durations;

    public MigrationMeter(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        rows = meter.CreateCounter<long>("migration.rows", "{row}", "Rows committed in targets");
        bytes = meter.CreateCounter<long>("migration.bytes", "By", "Bytes of rows committed in targets");
        batches = meter.CreateCounter<long>("migration.batches", "{batch}", "Transactions committed in targets");
        retries = meter.CreateCounter<long>("migration.retries", "{retry}", "Activity attempts after the first");
        activeTables = meter.CreateUpDownCounter<int>("migration.active_tables", "{table}", "Tables in work right now");
        durations = meter.CreateHistogram<double>("migration.step.duration", "s", "Time that a step took");
    }

    public void Copied(string table, long copiedRows, long copiedBytes, long transactions)
    {
        var tag = new KeyValuePair<string, object?>("table", table);
        rows.Add(copiedRows, tag);
        bytes.Add(copiedBytes, tag);
        batches.Add(transactions, tag);
    }

    public void Retried(string step) => retries.Add(1, new KeyValuePair<string, object?>("step", step));

    public void TableStarted() => activeTables.Add(1);

    public void TableStopped() => activeTables.Add(-1);

    public void Took(string step, TimeSpan duration) =>
        durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("step", step));

    public void Dispose() => meter.Dispose();
}
