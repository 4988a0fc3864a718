using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Views;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake;

/// <summary>A schema of a Snowflake database as the target of a whole execution.</summary>
/// <param name="within">Where names without a schema are looked up in it.</param>
internal sealed class SnowflakeExecutionTarget(SnowflakeSession session, SnowflakeSession within, SchemaPlace place, string execution) : IExecutionTarget
{
    private const int MostTries = 3;

    private readonly LedgerTables _tables = new(session, place);

    public async Task ClaimAsync(string planId, IReadOnlyList<string> targetTables, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await _tables.EnsureAsync(cancellation);
            try
            {
                await ClaimInLedgerAsync(planId, targetTables, cancellation);
                return;
            }
            catch (SnowflakeFailure gone) when (gone.Code == ErrorCodes.TableUnknown && tries < MostTries)
            {
                // The last execution before has just dropped the ledger.
            }
        }
    }

    private async Task ClaimInLedgerAsync(string planId, IReadOnlyList<string> targetTables, CancellationToken cancellation)
    {
        var names = string.Join(", ", targetTables.Select(table => Of(SnowflakeNames.Stored(table))));
        // Touches rows that it leaves as they are: so the block learns whether there are any.
        var block = new GuardedBlock().Then(_tables.TakeLock)
            .Then($"UPDATE {_tables.Claims} SET EXECUTION = EXECUTION WHERE TABLE_NAME IN ({names}) AND EXECUTION <> {Of(execution)}", 0, BlockRefusal.Claimed)
            .Then($"DELETE FROM {_tables.Claims} WHERE EXECUTION = {Of(execution)} AND TABLE_NAME IN ({names})");
        foreach (var table in targetTables)
            block.Then($"INSERT INTO {_tables.Claims} (TABLE_NAME, EXECUTION) SELECT {Of(SnowflakeNames.Stored(table))}, {Of(execution)}");
        block.Then($"DELETE FROM {_tables.Executions} WHERE EXECUTION = {Of(execution)}")
            .Then($"INSERT INTO {_tables.Executions} (EXECUTION, PLAN, RELEASED, CLAIMED_AT) SELECT {Of(execution)}, {Of(planId)}, FALSE, CURRENT_TIMESTAMP()");
        try
        {
            await session.ExecuteAsync(block.ToStatement(), cancellation);
        }
        catch (SnowflakeFailure refused) when (refused.Refusal == BlockRefusal.Claimed)
        {
            throw await ClaimedAsync(targetTables, refused, cancellation);
        }
    }

    public Task DispossessAsync(string holder, CancellationToken cancellation) => InLedgerAsync(block => Released(block, holder)
        .Then($"UPDATE {_tables.Shards} SET EPOCH = EPOCH + 1, OWNER = '' WHERE EXECUTION = {Of(holder)}"), cancellation);

    public async Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellation)
    {
        await InLedgerAsync(block => Released(block, execution).Then(_tables.SweepStage), cancellation);
        await _tables.RemoveFilesAsync(execution, cancellation);
        return [];
    }

    public async Task CleanupAsync(CancellationToken cancellation)
    {
        foreach (var clone in await session.QueryAsync(
            $"SELECT TABLE_NAME FROM {place.Catalog}.TABLES WHERE TABLE_SCHEMA = {Of(place.Schema)} AND STARTSWITH(TABLE_NAME, {Of(BackupClone.Beginning(execution))})", row => row.GetString(0), cancellation))
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(clone)}", cancellation);
        if (!await _tables.ExistAsync(cancellation))
        {
            if (await _tables.MissingAsync(cancellation) is [])
                return;
            // What a crash left half made or half dropped is made whole, so that it goes as a whole.
            await _tables.EnsureAsync(cancellation);
        }
        await _tables.ForgetAsync(execution, cancellation);
    }

    /// <summary>Views and triggers of another engine are in its words: plan validate names them.</summary>
    public async Task<IReadOnlyList<Problem>> FinishSchemaAsync(SchemaDefinition source, int parallelism, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (!await _tables.ExistAsync(cancellation))
            return problems;
        foreach (var key in await Objects.ReadAsync(isMade: false, cancellation))
        {
            if (await RefusalAsync(key, cancellation) is { } refusal)
                problems.Add(new($"tables.{key.Table}", ErrorCodes.SchemaReduced, $"The foreign key '{key.Name}' of table '{key.Table}' is not created. {refusal}",
                    "Create what it refers to, then add the key by hand.", Severity.Warning));
            else
                await Objects.MarkAsync(key, cancellation);
        }
        problems.AddRange(await new ViewCopy(session, place, Made).RunAsync(source, cancellation));
        return problems;
    }

    public async Task<IReadOnlyList<Problem>> UndoSchemaAsync(CancellationToken cancellation)
    {
        if (!await _tables.ExistAsync(cancellation))
            return [];
        List<Problem> kept = [.. await Made.UndoAsync(ObjectKind.View, cancellation), .. await Made.UndoAsync(ObjectKind.Sequence, cancellation)];
        foreach (var key in await Objects.ReadAsync(isMade: true, cancellation))
        {
            if (await HasKeyAsync(key, cancellation))
                await session.ExecuteAsync($"ALTER TABLE {place.Of(key.Table)} DROP CONSTRAINT {SnowflakeNames.Quote(key.Name)}", cancellation);
            await Objects.RemoveAsync(key, cancellation);
        }
        return kept;
    }

    public async Task CheckForeignKeysAsync(IReadOnlyList<string> targetTables, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var table in targetTables)
            found.AddRange(await new Orphans(session, place).FindAsync(table, cancellation));
        if (found.Count > 0)
            throw new MigrationException(ErrorCodes.ForeignKeyViolated,
                $"Foreign keys of the target do not hold: {string.Join("; ", found)}. Copy the referenced tables too, or mend the source.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ObjectRecords Objects => new(session, _tables, execution);

    private MadeObjects Made => new(within, _tables, place, execution);

    private async Task<string?> RefusalAsync(ObjectRecords.Entry key, CancellationToken cancellation)
    {
        try
        {
            if (!await HasKeyAsync(key, cancellation))
                await session.ExecuteAsync(key.Sql, cancellation);
            return null;
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return refused.Message;
        }
    }

    private async Task<bool> HasKeyAsync(ObjectRecords.Entry key, CancellationToken cancellation) =>
        (await new SnowflakeSchemaReader(session, place).ReadTableAsync(key.Table, cancellation))?.ForeignKeys.Any(made => made.Name == key.Name) == true;

    private GuardedBlock Released(GuardedBlock block, string holder) => block
        .Then($"DELETE FROM {_tables.Claims} WHERE EXECUTION = {Of(holder)}")
        .Then($"UPDATE {_tables.Executions} SET RELEASED = TRUE WHERE EXECUTION = {Of(holder)}");

    private async Task InLedgerAsync(Func<GuardedBlock, GuardedBlock> work, CancellationToken cancellation)
    {
        if (await _tables.ExistAsync(cancellation))
            await session.ExecuteAsync(work(new GuardedBlock().Then(_tables.TakeLock)).ToStatement(), cancellation);
    }

    private async Task<MigrationException> ClaimedAsync(IReadOnlyList<string> tables, SnowflakeFailure refused, CancellationToken cancellation)
    {
        var holders = await session.QueryAsync($"SELECT TABLE_NAME, EXECUTION FROM {_tables.Claims} WHERE EXECUTION <> {Of(execution)}", row => (Table: row.GetString(0), Holder: row.GetString(1)), cancellation);
        var taken = holders.Find(held => tables.Any(table => SnowflakeNames.Stored(table) == held.Table));
        return taken.Holder is null
            ? new MigrationException(ErrorCodes.DatabaseLocked, "A table of the target was in the hands of another execution, which has just given it up. The operation is tried again.", transient: true, refused)
            : new TargetClaimedException(tables.First(table => SnowflakeNames.Stored(table) == taken.Table), taken.Holder, "Wait until it has ended, or cancel it.");
    }
}
