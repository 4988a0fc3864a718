using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Writes parts of a table anew, each range with its ledger row in one transaction.</summary>
internal sealed class TargetRepair(PostgresSession session, TableLedger ledger, string schema, TableJob job)
{
    private string Name => PostgresNames.Of(schema, job.TargetTable);

    /// <summary>Where the server fires triggers for this session, taking a row away may change other tables.</summary>
    public async Task RequireNoOthersAsync(CancellationToken cancellation)
    {
        var other = await session.ScalarAsync<string>(
            """
            SELECT format('%s %s', CASE contype WHEN 'f' THEN 'foreign key' ELSE 'trigger' END, name) FROM (
                SELECT contype, conname AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = $1::regclass AND confdeltype IN ('c', 'n', 'd')
                UNION ALL SELECT 't', tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')) others
            WHERE current_setting('session_replication_role') <> 'replica' LIMIT 1
            """,
            cancellation, Name);
        if (other is not null)
            throw new MigrationException(ErrorCodes.RepairImpossible,
                $"Table '{job.TargetTable}' can't be repaired: its {other} would act on rows that are replaced. Disable it, or let the target's user set session_replication_role.");
    }

    /// <param name="table">The condition that a row is the execution's, null where each is; the key that both sides share; the columns.</param>
    /// <returns>How many rows went.</returns>
    public async Task<long> RunAsync(RangeRepair repair, long epoch, (string? Ours, IReadOnlyList<KeyPart> Key, IReadOnlyList<ColumnForm> Forms) table, CancellationToken cancellation)
    {
        await ledger.BeginAsync((repair.Range.Shard, epoch), snapshot: null, cancellation);
        try
        {
            var removed = 0L;
            foreach (var condition in Conditions(repair, table.Key))
                removed += await session.ExecuteAsync($"DELETE FROM {Name} WHERE {condition}{(table.Ours is null ? "" : $" AND {table.Ours}")}", cancellation);
            if (repair.Rows.Rows > 0)
                await session.GuardAsync(ending => new CopySink(session, (schema, job.TargetTable), table.Forms).WriteAsync(repair.Rows, repair.Range.From, ending), cancellation);
            await ledger.CorrectAsync(repair.Range, epoch, cancellation);
            await session.ExecuteAsync("COMMIT", cancellation);
            return removed;
        }
        catch
        {
            await session.RollBackAsync();
            throw;
        }
    }

    private static IEnumerable<string> Conditions(RangeRepair repair, IReadOnlyList<KeyPart> key) =>
        repair.Emptied.Select(part => Within(part, key)).Concat(repair.Keys.Select(row => KeyPart.Compare(key, "=", row.Span)));

    private static string Within(LedgerRange part, IReadOnlyList<KeyPart> key)
    {
        var bounds = KeyPart.Between(key, part.From.After.Span, part.Upper.Span);
        return bounds.Count == 0 ? "true" : string.Join(" AND ", bounds);
    }
}
