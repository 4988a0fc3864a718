using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>Metrics added up.</summary>
public static class MetricsSum
{
    public static MigrationMetrics Plus(this MigrationMetrics a, MigrationMetrics b) => new()
    {
        RowsInserted = a.RowsInserted + b.RowsInserted,
        RowsUpdated = a.RowsUpdated + b.RowsUpdated,
        RowsDeleted = a.RowsDeleted + b.RowsDeleted,
        RowsUnchanged = a.RowsUnchanged + b.RowsUnchanged,
        RowsSkipped = a.RowsSkipped + b.RowsSkipped,
        RowsErrored = a.RowsErrored + b.RowsErrored,
        BytesProcessed = a.BytesProcessed + b.BytesProcessed,
        QueriesExecuted = a.QueriesExecuted + b.QueriesExecuted,
        Transactions = a.Transactions + b.Transactions,
        Checkpoints = a.Checkpoints + b.Checkpoints,
        Validations = a.Validations + b.Validations,
        Retries = a.Retries + b.Retries,
        PrepareTime = a.PrepareTime + b.PrepareTime,
        CopyTime = a.CopyTime + b.CopyTime,
        ValidationTime = a.ValidationTime + b.ValidationTime,
    };
}
