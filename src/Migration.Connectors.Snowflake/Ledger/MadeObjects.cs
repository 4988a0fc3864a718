using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Migration.Core.Problems;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>
/// Views and sequences that an execution makes. A statement that makes one commits by itself, so a record with a mark
/// that nobody else knows goes first, and the object bears the mark in its comment until the record has the moment of its
/// creation, by which it is known from then on: what a person puts in its place is another one's. Every step may be repeated.
/// </summary>
internal sealed class MadeObjects(SnowflakeSession session, LedgerTables tables, SchemaPlace place, string execution)
{
    private const string MarkBeginning = "snowflake-deploy is making this: ";

    /// <param name="Text">The mark of what is to be made; of what is made, the moment of its creation.</param>
    private sealed record Entry(ObjectKind Kind, string Name, string Text, bool IsMade);

    private sealed record Present(string Created, string Comment);

    /// <param name="name">Stored.</param>
    /// <param name="create">The statement that makes it, with a comment.</param>
    /// <param name="comment">What it has in the end; empty for none.</param>
    /// <returns>False where something of the name is there that the execution has not made: it stays as it is.</returns>
    public async Task<bool> MakeAsync(ObjectKind kind, string name, Func<string, string> create, string comment, CancellationToken cancellation)
    {
        var (entry, there) = await LookAsync(kind, name, cancellation);
        if (entry is not null && there is not null && !IsOurs(entry, there))
        {
            await RemoveAsync(entry, cancellation);
            return false;
        }
        if (entry is null && there is not null)
            return false;
        if (entry is { IsMade: true } && there is null)
            await RemoveAsync(entry, cancellation);
        if (there is null)
        {
            entry = entry is { IsMade: false } ? entry : await RecordAsync(kind, name, cancellation);
            there = await CreateAsync(entry, create, cancellation);
        }
        if (!entry!.IsMade)
            await session.ExecuteAsync($"UPDATE {tables.Objects} SET MADE = TRUE, MAKES = {Of(Word(kind) + there.Created)} WHERE {Own(entry)}", cancellation);
        // Also one that an attempt which died has left.
        if (there.Comment.StartsWith(MarkBeginning, StringComparison.Ordinal))
            await session.ExecuteAsync($"COMMENT ON {Type(kind)} {place.Of(name)} IS {Of(comment)}", cancellation);
        return true;
    }

    /// <summary>Drops those that are still what was made.</summary>
    /// <returns>A warning for each that is not; its record stays, so that a repetition tells of it as well.</returns>
    public async Task<IReadOnlyList<Problem>> UndoAsync(ObjectKind kind, CancellationToken cancellation)
    {
        var kept = new List<Problem>();
        foreach (var entry in await ReadAsync(Records(kind), cancellation))
        {
            if (!await TakeBackAsync(entry, cancellation))
                kept.Add(Kept(entry));
        }
        return kept;
    }

    /// <summary>Drops what was made, if it still is that.</summary>
    public async Task TakeBackAsync(ObjectKind kind, string name, CancellationToken cancellation)
    {
        if (await FindAsync(kind, name, cancellation) is { } entry)
            await TakeBackAsync(entry, cancellation);
    }

    /// <returns>False where another object has its name, which stays.</returns>
    private async Task<bool> TakeBackAsync(Entry entry, CancellationToken cancellation)
    {
        if (await ThereAsync(entry.Kind, entry.Name, cancellation) is { } there)
        {
            if (!IsOurs(entry, there))
                return false;
            await session.ExecuteAsync(Hold(entry).ThenDefine($"DROP {Type(entry.Kind)} IF EXISTS {place.Of(entry.Name)}").ToStatement(), cancellation);
        }
        await RemoveAsync(entry, cancellation);
        return true;
    }

    private Problem Kept(Entry entry) => new($"{entry.Kind.ToString().ToLowerInvariant()}s.{entry.Name}", ErrorCodes.RollbackKept,
        $"The {entry.Kind.ToString().ToLowerInvariant()} '{entry.Name}' is not taken back: somebody has put another one in the place of the one that this execution made.",
        $"It stays as it is; where it is not needed: DROP {Type(entry.Kind)} {place.Of(entry.Name)}.", Severity.Warning);

    private static bool IsOurs(Entry entry, Present there) => entry.IsMade ? there.Created == entry.Text : there.Comment == MarkBeginning + entry.Text;

    private async Task<Entry> RecordAsync(ObjectKind kind, string name, CancellationToken cancellation)
    {
        var block = new GuardedBlock().Then(tables.TakeLock).Then(
            $"INSERT INTO {tables.Objects} (EXECUTION, TABLE_NAME, NAME, MAKES, MADE) SELECT {Of(execution)}, '', {Of(name)}, {Of(Word(kind) + BackupClone.NewName(execution))}, FALSE "
            + $"WHERE NOT EXISTS (SELECT 1 FROM {tables.Objects} WHERE {Record(kind, name)})");
        await session.ExecuteAsync(block.ToStatement(), cancellation);
        return await FindAsync(kind, name, cancellation) ?? throw Overtaken(name);
    }

    private async Task<Present> CreateAsync(Entry entry, Func<string, string> create, CancellationToken cancellation)
    {
        try
        {
            await session.ExecuteAsync(Hold(entry).ThenDefine(create(MarkBeginning + entry.Text)).ToStatement(), cancellation);
        }
        catch (SnowflakeFailure failure) when (failure.Refusal == BlockRefusal.UndoChanged)
        {
            throw Overtaken(entry.Name, failure);
        }
        catch (SnowflakeFailure failure) when (!failure.IsTransient)
        {
            // Made by another step of this execution, or by somebody else, or by nobody.
            if (await LookAsync(entry.Kind, entry.Name, cancellation) is not ({ } now, { } other) || !IsOurs(now, other))
            {
                await RemoveAsync(entry, cancellation);
                throw;
            }
        }
        return await ThereAsync(entry.Kind, entry.Name, cancellation) ?? throw Overtaken(entry.Name);
    }

    /// <summary>Both as of one moment, though steps for other tables make the same sequence.</summary>
    private async Task<(Entry? Entry, Present? There)> LookAsync(ObjectKind kind, string name, CancellationToken cancellation)
    {
        var entry = await FindAsync(kind, name, cancellation);
        while (true)
        {
            var there = await ThereAsync(kind, name, cancellation);
            var after = await FindAsync(kind, name, cancellation);
            if (after == entry)
                return (entry, there);
            entry = after;
        }
    }

    /// <summary>Begins a block that goes on only while the record is the one that was read.</summary>
    private GuardedBlock Hold(Entry entry) => new GuardedBlock().Then(tables.TakeLock)
        .Then($"UPDATE {tables.Objects} SET MADE = MADE WHERE {Own(entry)}", 1, BlockRefusal.UndoChanged);

    private Task<long> RemoveAsync(Entry entry, CancellationToken cancellation) => session.ExecuteAsync($"DELETE FROM {tables.Objects} WHERE {Own(entry)}", cancellation);

    private async Task<Entry?> FindAsync(ObjectKind kind, string name, CancellationToken cancellation) =>
        await ReadAsync(Record(kind, name), cancellation) is [var entry, ..] ? entry : null;

    private Task<List<Entry>> ReadAsync(string condition, CancellationToken cancellation) =>
        session.QueryAsync($"SELECT MAKES, NAME, MADE FROM {tables.Objects} WHERE {condition} ORDER BY NAME", EntryOf, cancellation);

    private static Entry EntryOf(ResultReader row)
    {
        var makes = row.GetString(0).Split(' ', 2);
        return new Entry(Enum.Parse<ObjectKind>(makes[0]), row.GetString(1), makes[1], row.Truth(2));
    }

    private async Task<Present?> ThereAsync(ObjectKind kind, string name, CancellationToken cancellation)
    {
        var (catalog, type) = kind == ObjectKind.Sequence ? ("SEQUENCES", "SEQUENCE") : ("TABLES", "TABLE");
        return await session.QueryAsync(
            $"SELECT CREATED, COMMENT FROM {place.Catalog}.{catalog} WHERE {type}_SCHEMA = {Of(place.Schema)} AND {type}_NAME = {Of(name)}",
            row => new Present(row.GetWireText(0)!, row.IsDBNull(1) ? "" : row.GetString(1)), cancellation) is [var there, ..] ? there : null;
    }

    private string Records(ObjectKind kind) => $"EXECUTION = {Of(execution)} AND TABLE_NAME = '' AND STARTSWITH(MAKES, {Of(Word(kind))})";

    private string Record(ObjectKind kind, string name) => $"{Records(kind)} AND NAME = {Of(name)}";

    private string Own(Entry entry) => $"{Record(entry.Kind, entry.Name)} AND MAKES = {Of(Word(entry.Kind) + entry.Text)} AND MADE = {Of(entry.IsMade)}";

    private static string Word(ObjectKind kind) => $"{kind} ";

    private static string Type(ObjectKind kind) => kind.ToString().ToUpperInvariant();

    private static MigrationException Overtaken(string name, Exception? inner = null) => new(ErrorCodes.AttemptFenced,
        $"'{name}' was about to be made, and another step has made or taken it back meanwhile. It is tried again.", transient: true, inner);
}
