using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>A way for the rows of a batch into the target, within the caller's transaction.</summary>
internal interface IRowSink
{
    /// <summary>Under which the transaction must run; null for one of its own.</summary>
    string? Snapshot { get; }

    Task<bool> WriteAsync(RowBatch batch, RangeCursor from, CancellationToken cancellation);
}
