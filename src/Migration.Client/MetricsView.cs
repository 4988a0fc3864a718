using Migration.Core.Progress;

namespace Migration.Client;

/// <summary>What an execution has done, durations in seconds.</summary>
public sealed record MetricsView
{
    public long RowsInserted { get; init; }
    public long RowsUpdated { get; init; }
    public long RowsDeleted { get; init; }
    public long RowsUnchanged { get; init; }
    public long RowsSkipped { get; init; }
    public long RowsErrored { get; init; }
    public long QueriesExecuted { get; init; }
    public long Transactions { get; init; }
    public long Checkpoints { get; init; }
    public long Validations { get; init; }
    public long Retries { get; init; }
    public double PrepareSeconds { get; init; }
    public double CopySeconds { get; init; }
    public double ValidationSeconds { get; init; }

    public static MetricsView Of(MigrationMetrics metrics) => new()
    {
        RowsInserted = metrics.RowsInserted,
        RowsUpdated = metrics.RowsUpdated,
        RowsDeleted = metrics.RowsDeleted,
        RowsUnchanged = metrics.RowsUnchanged,
        RowsSkipped = metrics.RowsSkipped,
        RowsErrored = metrics.RowsErrored,
        QueriesExecuted = metrics.QueriesExecuted,
        Transactions = metrics.Transactions,
        Checkpoints = metrics.Checkpoints,
        Validations = metrics.Validations,
        Retries = metrics.Retries,
        PrepareSeconds = Seconds(metrics.PrepareTime),
        CopySeconds = Seconds(metrics.CopyTime),
        ValidationSeconds = Seconds(metrics.ValidationTime),
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
