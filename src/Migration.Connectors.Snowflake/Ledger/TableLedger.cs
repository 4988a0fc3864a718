using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>The ledger of one table of one execution.</summary>
/// <param name="table">Its stored name.</param>
internal sealed class TableLedger(SnowflakeSession session, LedgerTables tables, string execution, string table)
{
    private const string Columns = "SHARD, ORDINAL, RANGE_ID, UPPER_KEY, ENDS_SEGMENT, ROWS_HASH, ROW_COUNT, BYTES, INSERTED, UPDATED, DELETED";

    /// <summary>The condition that a row of the ledger's tables is of this table.</summary>
    public string Own { get; } = $"EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(table)}";

    /// <summary>Records the shards, unless some are: in how many parts the table is copied.</summary>
    public async Task<int> RecordShardsAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation)
    {
        var rows = string.Join(" UNION ALL ", shards.Select(shard =>
            $"SELECT {Of(execution)} AS EXECUTION, {Of(table)} AS TABLE_NAME, {shard.Number} AS SHARD, {Of(shard.After)} AS AFTER_KEY, {Of(shard.UpTo)} AS UP_TO, 0 AS EPOCH, '' AS OWNER"));
        var block = new GuardedBlock().Then(tables.TakeLock)
            .Then($"INSERT INTO {tables.Shards} (EXECUTION, TABLE_NAME, SHARD, AFTER_KEY, UP_TO, EPOCH, OWNER) SELECT EXECUTION, TABLE_NAME, SHARD, AFTER_KEY, UP_TO, EPOCH, OWNER FROM ({rows}) AS s WHERE NOT EXISTS (SELECT 1 FROM {tables.Shards} WHERE {Own})");
        await session.ExecuteAsync(block.ToStatement(), cancellation);
        return (int)await session.CountAsync($"SELECT COUNT(*) FROM {tables.Shards} WHERE {Own}", cancellation);
    }

    public async Task<bool> HasRangesAsync(CancellationToken cancellation) => await session.CountAsync($"SELECT COUNT(*) FROM {tables.Ranges} WHERE {Own}", cancellation) > 0;

    /// <summary>Takes the next epoch of a shard: from here on no earlier attempt on it can commit. Waits for one that is about to.</summary>
    public async Task<(long Epoch, TableShard Shard)> TakeEpochAsync(int shard, CancellationToken cancellation)
    {
        var owner = Guid.NewGuid().ToString();
        await session.ExecuteAsync($"UPDATE {tables.Shards} SET EPOCH = EPOCH + 1, OWNER = {Of(owner)} WHERE {Own} AND SHARD = {shard}", cancellation);
        var taken = await session.QueryAsync($"SELECT EPOCH, AFTER_KEY, UP_TO, OWNER FROM {tables.Shards} WHERE {Own} AND SHARD = {shard}",
            row => (Epoch: row.Number(0), Shard: new TableShard(shard, row.Bytes(1), row.Bytes(2)), Owner: row.GetString(3)), cancellation);
        if (taken is not [var (epoch, bounds, holder)])
            throw LedgerFailures.NoShard(table, shard);
        return holder == owner ? (epoch, bounds) : throw LedgerFailures.Overtaken(table, epoch - 1, epoch);
    }

    /// <summary>Takes the next epoch of every shard: from here on no attempt that has begun can commit. Gives the epochs by shard.</summary>
    public async Task<IReadOnlyDictionary<int, long>> TakeEpochsAsync(CancellationToken cancellation)
    {
        var owner = Guid.NewGuid().ToString();
        await session.ExecuteAsync(NextEpoch(owner), cancellation);
        var taken = await session.QueryAsync($"SELECT SHARD, EPOCH, OWNER FROM {tables.Shards} WHERE {Own}",
            row => (Shard: (int)row.Number(0), Epoch: row.Number(1), Owner: row.GetString(2)), cancellation);
        return taken.Find(row => row.Owner != owner) is { Shard: > 0 } lost ? throw LedgerFailures.Overtaken(table, lost.Epoch - 1, lost.Epoch) : taken.ToDictionary(row => row.Shard, row => row.Epoch);
    }

    /// <summary>From the end of the block on no attempt that has begun can commit; waits for one that is about to.</summary>
    public GuardedBlock Fence(GuardedBlock block) => block.Then(NextEpoch(owner: ""));

    /// <summary>What a block does only while it holds the epoch: until its end nobody can take another.</summary>
    public GuardedBlock Guard((int Shard, long Epoch) attempt) => new GuardedBlock().Then(
        $"UPDATE {tables.Shards} SET EPOCH = EPOCH WHERE {Own} AND SHARD = {attempt.Shard} AND EPOCH = {attempt.Epoch}", 1, BlockRefusal.Fenced);

    /// <summary>Lets a block go on only where a query gives a text: it touches a row that it leaves as it is.</summary>
    public GuardedBlock Require(GuardedBlock block, int shard, string query, string expected) => block.Then(
        $"UPDATE {tables.Shards} SET EPOCH = EPOCH WHERE {Own} AND SHARD = {shard} AND ({query}) = {Of(expected)}", 1, BlockRefusal.RowsDiffer);

    /// <summary>Adds the ledger's row to a block, where the ledger lacks the range.</summary>
    public GuardedBlock AddRange(GuardedBlock block, LedgerRange range, long epoch) => block.Then(
        $"INSERT INTO {tables.Ranges} (EXECUTION, TABLE_NAME, EPOCH, COMMITTED_AT, {Columns}) "
        + $"SELECT {Of(execution)}, {Of(table)}, {epoch}, CURRENT_TIMESTAMP(), {range.Shard}, {range.Ordinal}, {Of(range.From.ToRangeId())}, {Of(range.Upper)}, {Of(range.EndsSegment)}, {Of(range.Hash.ToBytes())}, {range.Hash.Rows}, {range.Bytes}, {Counts(range.Changes)} "
        + $"WHERE NOT EXISTS (SELECT 1 FROM {tables.Ranges} WHERE {Own} AND RANGE_ID = {Of(range.From.ToRangeId())})", 1, BlockRefusal.RangeKnown);

    /// <summary>Puts another content in the place of a range's own.</summary>
    public GuardedBlock CorrectRange(GuardedBlock block, LedgerRange range, long epoch) => block.Then(
        $"UPDATE {tables.Ranges} SET ROWS_HASH = {Of(range.Hash.ToBytes())}, ROW_COUNT = {range.Hash.Rows}, BYTES = {range.Bytes}, UPPER_KEY = {Of(range.Upper)}, EPOCH = {epoch} WHERE {Own} AND RANGE_ID = {Of(range.From.ToRangeId())}",
        1, BlockRefusal.RangeKnown);

    /// <summary>Runs a block that holds an epoch, under an id that follows from what it does: each step of an attempt has its own.</summary>
    /// <param name="accepted">Told the block's handle, where it may outlive this process.</param>
    public async Task RunAsync(GuardedBlock block, LedgerRange range, (long Epoch, long Step) at, CancellationToken cancellation, Action<string>? accepted = null)
    {
        try
        {
            await session.ExecuteAsync(new SnowflakeStatement(block.ToStatement())
            {
                RequestId = StatementId.Of("commit", tables.Shards, execution, table, Text(range.Shard), Text(at.Epoch), Text(at.Step)),
                Range = range.From.ToString(),
                Accepted = accepted,
            }, cancellation);
        }
        catch (SnowflakeFailure refused) when (refused.Refusal is { } reason)
        {
            throw Refused(reason, range, at.Epoch, refused);
        }
    }

    /// <summary>Ranges after one, at most <paramref name="count"/> of them; the first ones where it is null.</summary>
    public async Task<IReadOnlyList<LedgerRange>> ReadAsync(LedgerRange? after, int count, CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT {Columns} FROM {tables.Ranges} WHERE {Own} AND (SHARD > {after?.Shard ?? 0} OR (SHARD = {after?.Shard ?? 0} AND ORDINAL > {after?.Ordinal ?? 0})) ORDER BY SHARD, ORDINAL LIMIT {count}",
        Range, cancellation);

    /// <summary>Of all ranges of a shard, and the last of them.</summary>
    public async Task<(long Ranges, long Bytes, RangeHash Hash, RowChanges? Changes, LedgerRange? Last)> TotalsAsync(int shard, CancellationToken cancellation)
    {
        var ranges = await session.QueryAsync($"SELECT {Columns} FROM {tables.Ranges} WHERE {Own} AND SHARD = {shard}", Range, cancellation);
        return (ranges.Count, ranges.Sum(r => r.Bytes), ranges.Aggregate(RangeHash.Empty, (total, range) => total + range.Hash),
            ranges.Aggregate<LedgerRange, RowChanges?>(null, (total, range) => range.Changes is { } changes ? changes + (total ?? RowChanges.None) : total),
            ranges.MaxBy(range => range.Ordinal));
    }

    private string NextEpoch(string owner) => $"UPDATE {tables.Shards} SET EPOCH = EPOCH + 1, OWNER = {Of(owner)} WHERE {Own}";

    private MigrationException Refused(BlockRefusal reason, LedgerRange range, long epoch, SnowflakeFailure refused) => reason switch
    {
        BlockRefusal.Fenced => LedgerFailures.Overtaken(table, epoch, null),
        BlockRefusal.RangeKnown => new(ErrorCodes.LedgerInvalid,
            $"The ledger of table '{table}' is not what it was when the attempt began: range {range.Ordinal} is there, or gone. Nothing was written twice; retry to go on from the ledger.", transient: true, refused),
        _ => new(ErrorCodes.LedgerInvalid,
            $"Range {range.Ordinal} of table '{table}' arrived with other rows than were sent. Nothing of it was written; it is tried again.", transient: true, refused),
    };

    private static LedgerRange Range(ResultReader row)
    {
        var id = row.Bytes(2);
        return new LedgerRange(
            row.Number(1), new RangeCursor((RangeSegment)id[0], id.AsMemory(1)), row.Bytes(3), row.Truth(4),
            RangeHash.FromBytes(row.Bytes(5), row.Number(6)), row.Number(7))
        {
            Shard = (int)row.Number(0),
            Changes = row.IsDBNull(8) ? null : new RowChanges(row.Number(8), row.Number(9), row.Number(10)),
        };
    }

    private static string Counts(RowChanges? changes) => changes is null ? "NULL, NULL, NULL" : string.Create(CultureInfo.InvariantCulture, $"{changes.Inserted}, {changes.Updated}, {changes.Deleted}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
