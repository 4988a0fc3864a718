using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// A table whose rows are not logged until all are there. PostgreSQL empties such tables when it recovers from a crash,
/// so the ledger of its ranges is not logged either: both are empty then, and the copy begins again.
/// </summary>
internal sealed class UnloggedLoad(PostgresSession session, TableJob job, TableLedger ledger, string table)
{
    /// <summary>In the transaction that takes the epoch: makes the ledger follow the table, and sure that both tell the same.</summary>
    public async Task TakeUpAsync((long Ranges, RangeHash Hash) known, CancellationToken cancellation)
    {
        if (!job.LoadsUnlogged)
            return;
        ledger.Follow(await IsLoggedAsync(cancellation));
        if (known.Ranges == 0)
            // Those of ranges that a crash took.
            await RejectTable.ClearAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        if (await session.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM {table})", cancellation) != known.Hash.Rows > 0)
            throw new MigrationException(ErrorCodes.LedgerInvalid,
                $"Table '{job.TargetTable}' of the target and its ledger don't agree whether it has rows: something else changed one of them. Roll the table back, then retry it.");
    }

    /// <summary>When every row is there: has the server log table and ledger from here on, at once. False where a crash took the rows.</summary>
    /// <param name="source">Knows whether a range is the last one.</param>
    public async Task<bool> LogAsync(ITableSource source, CancellationToken cancellation) => !job.LoadsUnlogged || await session.InTransactionAsync(async () =>
    {
        // No attempt that may still run commits into a ledger that was left.
        var (_, whole) = await ledger.TakeEpochAsync(TableShard.Whole.Number, cancellation);
        if (!whole.Next(await ledger.ReadLastAsync(whole.Number, cancellation), source).IsEnd)
            return false;
        if (await IsLoggedAsync(cancellation))
            return true;
        await session.ExecuteAsync($"ALTER TABLE {table} SET LOGGED", cancellation);
        await ledger.MoveToLoggedAsync(cancellation);
        return true;
    }, cancellation);

    private Task<bool> IsLoggedAsync(CancellationToken cancellation) =>
        session.ScalarAsync<bool>("SELECT relpersistence <> 'u' FROM pg_class WHERE oid = $1::regclass", cancellation, table);
}
