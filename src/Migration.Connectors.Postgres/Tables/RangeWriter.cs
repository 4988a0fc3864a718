using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Writes the ranges of one attempt, each with its ledger row in one transaction.</summary>
internal sealed class RangeWriter(PostgresSession session, TableLedger ledger, TableJob job, (IRowSink Sink, IReadOnlyList<MappedColumn> Columns) rows)
{
    public async Task<LedgerRange> WriteAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation)
    {
        var range = new LedgerRange(state.Ranges + 1, from, batch.LastKey.ToArray(), batch.EndsSegment, batch.Hash, batch.Bytes) { Shard = state.Shard.Number };
        await ledger.BeginAsync((state.Shard.Number, state.Epoch), rows.Sink.Snapshot, cancellation);
        try
        {
            if (batch.Rows > 0)
                await WriteRowsAsync(batch, range, state.Shard, cancellation);
            if (batch.Rejects.Count > 0)
                await RejectTable.AddAsync(session, job, [.. batch.Rejects.Select(r => RejectedRow.Of(r, job.TargetTable, range, rows.Columns))], cancellation);
            await ledger.CommitAsync(range, state.Epoch, cancellation);
            return range;
        }
        catch
        {
            await session.RollBackAsync();
            throw;
        }
    }

    private async Task WriteRowsAsync(RowBatch batch, LedgerRange range, TableShard shard, CancellationToken cancellation)
    {
        try
        {
            await session.GuardAsync(ending => rows.Sink.WriteAsync(batch, range.From, ending), cancellation);
        }
        catch (PostgresFailure failure) when (failure.IsConstraint || failure.IsData)
        {
            throw new MigrationException(
                failure.Code, $"{RangeName.Of(range.Ordinal, shard.NumberIfCut)} of table '{job.TargetTable}', {batch.Rows} rows, was not written. {failure.Message}", inner: failure) { Batch = range.Ordinal };
        }
    }
}
