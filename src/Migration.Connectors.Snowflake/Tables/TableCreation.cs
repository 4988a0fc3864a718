using Migration.Connectors.Ledger;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Makes the table of a record that says that it is to be made. Such a statement commits by itself, so what it made must
/// tell whose it is: the record has a name that nobody else knows, and the table bears it in its comment from the
/// statement that makes it until the record says that the table is made. One without it is a stranger's.
/// </summary>
internal sealed class TableCreation(SnowflakeSession session, SchemaPlace place, TableJob job, (TargetDdl Ddl, TableClone? Clone) way, UndoRecords records)
{
    private const string MarkBeginning = "snowflake-deploy is making this table: ";

    private readonly SnowflakeSchemaReader _schema = new(session, place);

    /// <summary>The table was not there when the record was written just now, so that it need not be looked for once more.</summary>
    public bool IsAbsent { get; init; }

    private string Table => way.Ddl.Table;

    /// <summary>Whether a table under the target's name is the record's, not one that somebody else made before it could be.</summary>
    public static bool IsOurs(UndoRecord undo, string? comment) =>
        undo is not { Kind: UndoKind.Created, Undone: false, KeysTable: { } name } || TableClone.BearsMark(comment, Mark(name));

    public static MigrationException Overtaken(TableJob job, MigrationException refused) => new(ErrorCodes.AttemptFenced,
        $"Table '{job.TargetTable}' was prepared or taken back by another step meanwhile; nothing was prepared. It is tried again.", transient: true, refused);

    /// <param name="before">The record of an earlier round, which comes back where nothing can be made.</param>
    /// <returns>Whether the table was made here, and not found as an attempt before has made it.</returns>
    public async Task<bool> RunAsync(UndoRecord undo, UndoRecord? before, TableLedger ledger, CancellationToken cancellation)
    {
        try
        {
            if (undo.KeysTable is null && await _schema.FindAsync(job.TargetTable, cancellation) is null && !await ledger.HasRangesAsync(cancellation))
                undo = await AnewAsync(undo, cancellation);
            var isMade = undo.KeysTable is { } name && await MakeAsync(undo, before, (name, ledger), cancellation);
            if (undo.KeysTable is not null || await IsMarkedAsync(cancellation))
                await session.ExecuteAsync($"COMMENT ON TABLE {Table} IS {SnowflakeNames.Literal(way.Ddl.Comment ?? "")}", cancellation);
            return isMade;
        }
        catch (SnowflakeFailure refused) when (refused.Refusal == BlockRefusal.UndoChanged)
        {
            throw Overtaken(job, refused);
        }
    }

    private static string Mark(string name) => MarkBeginning + name;

    /// <summary>The table was made, and somebody has dropped it before a row came.</summary>
    private async Task<UndoRecord> AnewAsync(UndoRecord undo, CancellationToken cancellation)
    {
        var anew = undo with { KeysTable = BackupClone.NewName(job.ExecutionId) };
        await session.ExecuteAsync(records.Replace(undo, anew).ToStatement(), cancellation);
        return anew;
    }

    private async Task<bool> MakeAsync(UndoRecord undo, UndoRecord? before, (string Name, TableLedger Ledger) at, CancellationToken cancellation)
    {
        var isCloned = way.Clone is { Obstacle: null };
        var found = IsAbsent ? null : await _schema.FindAsync(job.TargetTable, cancellation);
        if (isCloned && found is not null && IsOurs(undo, found.Comment) && !way.Clone!.IsOfThisMoment(found.Comment, Mark(at.Name)))
            found = await TakeBackAsync(undo, at.Name, cancellation);
        if (found is null)
            await (isCloned ? CloneAsync(undo, before, at.Name, cancellation) : CreateAsync(undo, before, at.Name, cancellation));
        else if (!IsOurs(undo, found.Comment))
            throw await RefusedAsync(undo, before, Taken(), cancellation);
        if (isCloned)
            await at.Ledger.RecordShardsAsync([TableShard.Whole], cancellation);
        // From here on the table counts as made: with all its rows, where it is a clone.
        var made = records.Replace(undo, undo with { KeysTable = null });
        if (isCloned)
            at.Ledger.AddRange(made, await way.Clone!.RangeAsync(place, way.Ddl.Name, cancellation), epoch: 0);
        await session.ExecuteAsync(made.ToStatement(), cancellation);
        return found is null;
    }

    private async Task CreateAsync(UndoRecord undo, UndoRecord? before, string name, CancellationToken cancellation)
    {
        var create = way.Ddl.CreateTable(Mark(name));
        try
        {
            await session.ExecuteAsync(records.Hold(undo).ThenDefine(create).ToStatement(), cancellation);
        }
        catch (SnowflakeFailure failure) when (!failure.IsTransient && failure.Refusal is null)
        {
            if (await IsMadeAsync(undo, cancellation) is { } isOurs)
            {
                if (!isOurs)
                    throw await RefusedAsync(undo, before, Taken(), cancellation);
                return;
            }
            // A clause may be what was refused; the table is worth more than its checks.
            if (!way.Ddl.Checks.LeaveOut(failure.Message))
                throw await RefusedAsync(undo, before, TargetRefusal.NotCreated(job, create, failure), cancellation);
            await CreateAsync(undo, before, name, cancellation);
        }
    }

    /// <summary>Under its own name first, which becomes the target's when the clone bears the mark.</summary>
    private async Task CloneAsync(UndoRecord undo, UndoRecord? before, string name, CancellationToken cancellation)
    {
        try
        {
            await way.Clone!.MakeAsync(place, name, Mark(name), cancellation);
            foreach (var renumber in way.Ddl.Renumber(place.Of(name)))
                await session.ExecuteAsync(renumber, cancellation);
            await session.ExecuteAsync(records.Hold(undo).ThenDefine($"ALTER TABLE {place.Of(name)} RENAME TO {Table}").ToStatement(), cancellation);
        }
        catch (SnowflakeFailure failure) when (!failure.IsTransient && failure.Refusal is null)
        {
            if (await IsMadeAsync(undo, cancellation) is { } isOurs && isOurs)
                return;
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(name)}", cancellation);
            throw await RefusedAsync(undo, before, await _schema.FindAsync(job.TargetTable, cancellation) is null ? way.Clone!.NotMade(failure) : Taken(), cancellation);
        }
    }

    /// <summary>
    /// A clone of another moment, which bears the target's name already, becomes again what is ours alone, where it is made
    /// anew: by its name nobody else's table can be dropped.
    /// </summary>
    /// <returns>Null: there is no table.</returns>
    private async Task<SchemaEntry?> TakeBackAsync(UndoRecord undo, string name, CancellationToken cancellation)
    {
        await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(name)}", cancellation);
        await session.ExecuteAsync(records.Hold(undo).ThenDefine($"ALTER TABLE {Table} RENAME TO {place.Of(name)}").ToStatement(), cancellation);
        return null;
    }

    /// <summary>Null where there is no table, false where it is a stranger's.</summary>
    private async Task<bool?> IsMadeAsync(UndoRecord undo, CancellationToken cancellation) =>
        await _schema.FindAsync(job.TargetTable, cancellation) is { } table ? IsOurs(undo, table.Comment) : null;

    private async Task<MigrationException> RefusedAsync(UndoRecord undo, UndoRecord? before, MigrationException why, CancellationToken cancellation)
    {
        await session.ExecuteAsync((before is null ? records.Remove(undo) : records.Replace(undo, before)).ToStatement(), cancellation);
        return why;
    }

    /// <summary>An attempt before has made the table, and not yet put the comment that it is to have in the place of the mark.</summary>
    private async Task<bool> IsMarkedAsync(CancellationToken cancellation) =>
        (await _schema.FindAsync(job.TargetTable, cancellation))?.Comment is { } comment && comment.StartsWith(Mark(BackupClone.Beginning(job.ExecutionId)), StringComparison.Ordinal);

    private MigrationException Taken() => new(ErrorCodes.TargetExists,
        $"Table '{job.TargetTable}' of the target was made by somebody else while this execution was about to make it. Nothing was written. Drop it, or choose another targetTable; or retry, and rows are added to it.");
}
