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
    public async Task RunAsync(RangeRepair repair, long epoch, (string? Ours, IReadOnlyList<KeyPart> Key, IReadOnlyList<ColumnForm> Forms) table, CancellationToken cancellation)
    {
        await ledger.BeginAsync((TableShard.Whole.Number, epoch), snapshot: null, cancellation);
        try
        {
            foreach (var part in repair.Parts)
                await session.ExecuteAsync(Removal(part, table.Ours, table.Key), cancellation);
            if (repair.Rows.Rows > 0)
                await session.GuardAsync(ending => new CopySink(session, (schema, job.TargetTable), table.Forms).WriteAsync(repair.Rows, repair.Range.From, ending), cancellation);
            await ledger.CorrectAsync(repair.Range, epoch, cancellation);
            await session.ExecuteAsync("COMMIT", cancellation);
        }
        catch
        {
            await session.RollBackAsync();
            throw;
        }
    }

    private string Removal(LedgerRange part, string? ours, IReadOnlyList<KeyPart> key)
    {
        var conditions = new List<string>();
        if (!part.From.After.IsEmpty)
            conditions.Add(KeyPart.Compare(key, ">", part.From.After.Span));
        if (!part.Upper.IsEmpty)
            conditions.Add(KeyPart.Compare(key, "<=", part.Upper.Span));
        if (ours is not null)
            conditions.Add(ours);
        return $"DELETE FROM {Name}" + (conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}");
    }
}
