using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Tables;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres;

/// <summary>A schema of a PostgreSQL database as the target of a whole execution.</summary>
/// <param name="open">Opens one more session to the target.</param>
internal sealed class PostgresExecutionTarget(PostgresSession session, string schema, string execution, Func<CancellationToken, Task<PostgresSession>> open) : IExecutionTarget
{
    public Task ClaimAsync(string planId, IReadOnlyList<string> targetTables, CancellationToken cancellation) => session.InTransactionAsync(async () =>
    {
        await LedgerTables.LockAsync(session, cancellation);
        await session.ExecuteAsync($"SET LOCAL client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS {SqlNames.Quote(schema)}", cancellation);
        await LedgerTables.EnsureAsync(session, cancellation);
        foreach (var table in targetTables)
            await ClaimAsync(table, cancellation);
        await session.ExecuteAsync(
            "INSERT INTO _migration_executions(execution, plan, claimed_at) VALUES ($1, $2, $3) ON CONFLICT (execution) DO UPDATE SET released = false, plan = excluded.plan",
            cancellation, execution, planId, TimeProvider.System.GetUtcNow());
        return true;
    }, cancellation);

    public Task DispossessAsync(string holder, CancellationToken cancellation) => InLedgerAsync(async () =>
    {
        await session.ExecuteAsync("DELETE FROM _migration_claims WHERE execution = $1", cancellation, holder);
        await session.ExecuteAsync("UPDATE _migration_executions SET released = true WHERE execution = $1", cancellation, holder);
        await session.ExecuteAsync("UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = $1", cancellation, holder);
    }, cancellation);

    public async Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellation)
    {
        await InLedgerAsync(async () =>
        {
            await session.ExecuteAsync("DELETE FROM _migration_claims WHERE execution = $1", cancellation, execution);
            await session.ExecuteAsync("UPDATE _migration_executions SET released = true WHERE execution = $1", cancellation, execution);
        }, cancellation);
        if (await LedgerTables.ExistAsync(session, schema, cancellation))
            await LeftUnlogged.LogAsync(session, schema, execution, cancellation);
        return [];
    }

    public Task CleanupAsync(CancellationToken cancellation) => InLedgerAsync(async () =>
    {
        foreach (var keys in await session.QueryAsync("SELECT keys_table FROM _migration_undo WHERE execution = $1 AND keys_table IS NOT NULL", row => row.GetString(0), cancellation, execution))
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {keys}", cancellation);
        await LedgerTables.ForgetAsync(session, execution, cancellation);
    }, cancellation);

    /// <summary>Views and triggers are another engine's: plan validate names them.</summary>
    public async Task<IReadOnlyList<Problem>> FinishSchemaAsync(SchemaDefinition source, int parallelism, CancellationToken cancellation)
    {
        if (!await LedgerTables.ExistAsync(session, schema, cancellation))
            return [];
        // A table that is logged can't refer to one that is not.
        await LeftUnlogged.LogAsync(session, schema, execution, cancellation);
        return await new ForeignKeyBuilds(schema, execution, open).RunAsync(session, parallelism, cancellation);
    }

    public async Task<IReadOnlyList<Problem>> UndoSchemaAsync(CancellationToken cancellation)
    {
        await InLedgerAsync(async () =>
        {
            foreach (var key in await ObjectRecord.ReadAsync(session, execution, "foreign key", isMade: true, cancellation))
            {
                await session.ExecuteAsync($"ALTER TABLE IF EXISTS {PostgresNames.Of(schema, key.Table)} DROP CONSTRAINT IF EXISTS {SqlNames.Quote(key.Name)}", cancellation);
                await key.RemoveAsync(session, cancellation);
            }
        }, cancellation);
        return [];
    }

    public async Task CheckForeignKeysAsync(IReadOnlyList<string> targetTables, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var table in targetTables)
            found.AddRange(await new Orphans(session, schema).FindAsync(table, cancellation));
        if (found.Count > 0)
            throw new MigrationException(ErrorCodes.ForeignKeyViolated,
                $"Foreign keys of the target do not hold: {string.Join("; ", found)}. Copy the referenced tables too, or mend the source.");
        await session.ExecuteAsync("SET synchronous_commit = on", cancellation);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task ClaimAsync(string table, CancellationToken cancellation)
    {
        var holder = await session.ScalarAsync<string>("SELECT execution FROM _migration_claims WHERE table_name = $1", cancellation, table);
        if (holder is not null && holder != execution)
            throw new TargetClaimedException(table, holder, "Wait until it has ended, or cancel it.");
        await session.ExecuteAsync("INSERT INTO _migration_claims(table_name, execution) VALUES ($1, $2) ON CONFLICT DO NOTHING", cancellation, table, execution);
    }

    private async Task InLedgerAsync(Func<Task> work, CancellationToken cancellation)
    {
        if (!await LedgerTables.ExistAsync(session, schema, cancellation))
            return;
        await session.InTransactionAsync(async () =>
        {
            await work();
            return true;
        }, cancellation);
    }
}
