using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Writes the ranges of one attempt, each with its ledger row in one transaction: by push-down where it can be.</summary>
internal sealed class RangeWriter(SqliteSession session, TableJob job, ITableSource source, TableLedger ledger) : IDisposable
{
    private readonly PushDown? _pushDown = PushDown.TryOpen(session, source, job.TargetTable);
    private readonly BackgroundCheckpoint _checkpoint = new(session);
    private BatchWriter? _batches;

    public bool PullsRows => _pushDown is not null;

    /// <summary>SQLite numbers the rows that are inserted.</summary>
    public required bool AssignsRowIds { get; init; }

    /// <summary>Null where values come from SQLite and are bound as they are.</summary>
    public FormBinder? Forms { get; init; }

    public LedgerRange Write(RowBatch batch, RangeCursor from, LedgerState state)
    {
        var (upper, endsSegment) = (batch.LastKey.ToArray(), batch.EndsSegment);
        using var shown = _pushDown?.Show(batch);
        var written = WriteTransaction.Run(session, () =>
        {
            ledger.RequireEpoch((state.Shard.Number, state.Epoch));
            var rows = WriteRows(batch, from, state);
            var range = new LedgerRange(state.Ranges + 1, from, upper, endsSegment, batch.Hash, batch.Bytes)
            {
                Shard = state.Shard.Number,
                TargetRows = AssignsRowIds ? rows : null,
            };
            if (batch.Rejects.Count > 0)
                RejectTable.Add(session, job, [.. batch.Rejects.Select(r => RejectedRow.Of(r, job.TargetTable, range, source.Columns))], TimeProvider.System.GetUtcNow());
            ledger.Add(range, state.Epoch);
            return range;
        });
        _checkpoint.AfterCommit(batch.Bytes);
        return written;
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _pushDown?.Dispose();
        _checkpoint.Dispose();
    }

    private (long, long)? WriteRows(RowBatch batch, RangeCursor from, LedgerState state)
    {
        if (batch.Rows == 0)
            return null;
        try
        {
            if (_pushDown is not null)
                return _pushDown.Write(batch, from);
            _batches ??= new BatchWriter(session, job.TargetTable, [.. source.Columns.Select(c => c.Target)], Forms);
            return _batches.Write(batch);
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            throw new MigrationException(failure.Code, $"{RangeName.Of(state.Ranges + 1, state.Shard.NumberIfCut)} of table '{job.TargetTable}', {batch.Rows} rows, was not written. {failure.Message}", inner: failure) { Batch = state.Ranges + 1 };
        }
    }
}
