using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Writes the ranges of one attempt, each with what was put aside and its ledger row in one block.</summary>
/// <param name="within">Moves the rows inside the account; null where they are brought to it.</param>
internal sealed class RangeWriter(TableLedger ledger, StageWriter stage, IMoveWithin? within, RejectTable rejects, TableJob job, IReadOnlyList<MappedColumn> columns) : IAsyncDisposable
{
    private long _step;

    public bool IsCollecting => stage.IsCollecting;

    /// <summary>Brings the rows of a batch whose commit may come later, or never.</summary>
    public async Task<StagedRows> BringAsync(RowBatch batch, LedgerState state, CancellationToken cancellation) =>
        batch.Rows > 0 ? await stage.BringAsync(batch, (state.Shard.Number, state.Epoch), cancellation) : StagedRows.None;

    public Task BringRestAsync(CancellationToken cancellation) => stage.RestAsync(cancellation);

    public async Task<LedgerRange> WriteAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation)
    {
        var range = new LedgerRange(state.Ranges + 1, from, batch.LastKey.ToArray(), batch.EndsSegment, batch.Hash, batch.Bytes) { Shard = state.Shard.Number };
        var attempt = (state.Shard.Number, state.Epoch);
        var block = ledger.Guard(attempt);
        var staged = StagedRows.None;
        if (within is not null)
        {
            range = range with { Changes = await within.MoveAsync(block, batch, from, range.Shard, cancellation) };
        }
        else if (batch.Rows > 0)
        {
            staged = batch.Brought as StagedRows ?? await stage.BringWholeAsync(batch, attempt, cancellation);
            stage.Move(block, batch.Rows, attempt, staged);
        }
        if (batch.Rejects.Count > 0)
        {
            await rejects.EnsureAsync(cancellation);
            rejects.Add(block, job.ExecutionId, [.. batch.Rejects.Select(row => RejectedRow.Of(row, job.TargetTable, range, columns))], job.Configuration.MaxRejects);
        }
        ledger.AddRange(block, range, state.Epoch);
        if (staged != StagedRows.None)
            stage.Clear(block, attempt, staged);
        await RunAsync(block, batch, range, state, cancellation);
        return range;
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    private async Task RunAsync(GuardedBlock block, RowBatch batch, LedgerRange range, LedgerState state, CancellationToken cancellation)
    {
        try
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation, job.OutsideCommits.Leave);
            await ledger.RunAsync(block, range, (state.Epoch, ++_step), wait.Token, job.OutsideCommits.Accepted);
        }
        catch (SnowflakeFailure failure) when (failure.IsOfRows)
        {
            throw new MigrationException(
                failure.Code, $"{RangeName.Of(range.Ordinal, state.Shard.NumberIfCut)} of table '{job.TargetTable}', {batch.Rows} rows, was not written. {failure.Message}", inner: failure) { Batch = range.Ordinal };
        }
        catch (MigrationException used) when (used.InnerException is SnowflakeFailure { Refusal: BlockRefusal.BudgetUsed })
        {
            throw new MigrationException(batch.Rejects[^1].Code, batch.Rejects[^1].Reason, inner: used);
        }
    }
}
