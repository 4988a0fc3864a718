using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Rows;
using Migration.Core.Errors;
using Npgsql;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>The ledger of one table of one execution. Its writing methods run inside their caller's transaction.</summary>
/// <param name="mayBeUnlogged">The plan loads the table unlogged: until it is logged its ranges aren't either, so that a crash of the server takes both.</param>
internal sealed class TableLedger(PostgresSession session, string execution, string table, TimeProvider time, bool mayBeUnlogged)
{
    private const string Logged = "_migration_ranges";
    private const string Unlogged = "_migration_unlogged_ranges";
    private const string SerializationFailure = "40001";
    private const string Columns = "shard, ordinal, range_id, upper, ends_segment, hash, rows, bytes";

    private string _written = Logged;

    /// <summary>Every range of the execution's tables, for a FROM clause.</summary>
    public string Ranges { get; } = mayBeUnlogged ? $"(SELECT * FROM {Logged} UNION ALL SELECT * FROM {Unlogged}) AS ranges" : Logged;

    /// <summary>From here on ranges are written as their table is: logged or not.</summary>
    public void Follow(bool isLogged) => _written = isLogged ? Logged : Unlogged;

    /// <summary>With the rows, in one transaction.</summary>
    public Task<int> MoveToLoggedAsync(CancellationToken cancellation) => session.ExecuteAsync(
        $"WITH moved AS (DELETE FROM {Unlogged} WHERE execution = $1 AND table_name = $2 RETURNING *) INSERT INTO {Logged} SELECT * FROM moved",
        cancellation, execution, table);

    /// <summary>Records the shards, unless some are: in how many parts the table is copied.</summary>
    public async Task<int> RecordShardsAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation)
    {
        if (await session.ScalarAsync<long>("SELECT count(*) FROM _migration_shards WHERE execution = $1 AND table_name = $2", cancellation, execution, table) is > 0 and var recorded)
            return (int)recorded;
        foreach (var shard in shards)
            await session.ExecuteAsync("INSERT INTO _migration_shards(execution, table_name, shard, after_key, up_to, epoch) VALUES ($1, $2, $3, $4, $5, 0)",
                cancellation, execution, table, shard.Number, shard.After.ToArray(), shard.UpTo.ToArray());
        return shards.Count;
    }

    /// <summary>Takes the next epoch of a shard: from here on no earlier attempt on it can commit. Waits for one that is about to.</summary>
    public async Task<(long Epoch, TableShard Shard)> TakeEpochAsync(int shard, CancellationToken cancellation) => await session.QueryAsync(
        "UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = $1 AND table_name = $2 AND shard = $3 RETURNING epoch, after_key, up_to",
        row => (row.GetInt64(0), new TableShard(shard, row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2))),
        cancellation, execution, table, shard) is [var taken] ? taken : throw LedgerFailures.NoShard(table, shard);

    /// <summary>From here on no attempt that has begun can commit, on whichever shard. Gives the epochs by shard.</summary>
    public async Task<IReadOnlyDictionary<int, long>> FenceAsync(CancellationToken cancellation) => (await session.QueryAsync(
        "UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = $1 AND table_name = $2 RETURNING shard, epoch",
        row => (Shard: row.GetInt32(0), Epoch: row.GetInt64(1)), cancellation, execution, table)).ToDictionary(row => row.Shard, row => row.Epoch);

    /// <summary>Begins a transaction that commits only while it holds the epoch: until its end nobody can take another.</summary>
    /// <param name="snapshot">Exported by another session, to see what it sees; null for one of its own.</param>
    public async Task BeginAsync((int Shard, long Epoch) attempt, string? snapshot, CancellationToken cancellation)
    {
        var current = await ReadEpochAsync(attempt.Shard, snapshot, cancellation);
        if (current == attempt.Epoch)
            return;
        await session.RollBackAsync();
        throw LedgerFailures.Overtaken(table, attempt.Epoch, current);
    }

    private async Task<long> ReadEpochAsync(int shard, string? snapshot, CancellationToken cancellation)
    {
        try
        {
            return await ReadEpochLockedAsync(shard, snapshot, cancellation);
        }
        catch (PostgresFailure changed) when (changed.SqlState == SerializationFailure)
        {
            // The row is another than in the snapshot: a later attempt has taken it.
            return long.MaxValue;
        }
    }

    private Task<long> ReadEpochLockedAsync(int shard, string? snapshot, CancellationToken cancellation) => session.GuardAsync(async ending =>
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(snapshot is null ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ"));
        if (snapshot is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET TRANSACTION SNAPSHOT '{snapshot}'"));
        // Rows and their ledger row are lost together or not at all, so after a crash a lost tail is copied again.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL synchronous_commit = off"));
        batch.BatchCommands.Add(Command("SELECT epoch FROM _migration_shards WHERE execution = $1 AND table_name = $2 AND shard = $3 FOR SHARE", execution, table, shard));
        return await batch.ExecuteScalarAsync(ending) as long? ?? 0;
    }, cancellation);

    /// <summary>Writes the ledger's row and commits what <see cref="BeginAsync"/> began.</summary>
    public async Task CommitAsync(LedgerRange range, long epoch, CancellationToken cancellation)
    {
        try
        {
            await session.GuardAsync(async ending =>
            {
                await using var batch = new NpgsqlBatch(session.Connection);
                // A row bears the lower half of its transaction's id.
                batch.BatchCommands.Add(Command(
                    $"INSERT INTO {_written}(execution, table_name, epoch, committed_at, {Columns}, xid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, pg_current_xact_id()::text::bigint & 4294967295)",
                    execution, table, epoch, time.GetUtcNow(), range.Shard, range.Ordinal, range.From.ToRangeId(), range.Upper.ToArray(), range.EndsSegment,
                    range.Hash.ToBytes(), range.Hash.Rows, range.Bytes));
                batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
                return await batch.ExecuteNonQueryAsync(ending);
            }, cancellation);
        }
        catch (PostgresFailure failure) when (failure is { IsConstraint: true, InnerException: PostgresException { TableName: Logged or Unlogged } })
        {
            throw LedgerFailures.RangeKnown(table, range.Ordinal, failure);
        }
    }

    /// <summary>Puts another content in the place of a range's own, in its caller's transaction.</summary>
    public async Task CorrectAsync(LedgerRange range, long epoch, CancellationToken cancellation)
    {
        var corrected = await session.ExecuteAsync(
            $"""
            UPDATE {Logged} SET hash = $1, rows = $2, bytes = $3, upper = $4, epoch = $5
            WHERE execution = $6 AND table_name = $7 AND range_id = $8
            """,
            cancellation, range.Hash.ToBytes(), range.Hash.Rows, range.Bytes, range.Upper.ToArray(), epoch, execution, table, range.From.ToRangeId());
        if (corrected != 1)
            throw new MigrationException(ErrorCodes.RepairImpossible,
                $"Table '{table}' can't be repaired: its range {range.Ordinal} is not logged. Let its copy be complete first.");
    }

    /// <summary>Ranges after one, at most <paramref name="count"/> of them; the first ones where it is null.</summary>
    public async Task<IReadOnlyList<LedgerRange>> ReadAsync(LedgerRange? after, int count, CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT {Columns} FROM {Ranges} WHERE execution = $1 AND table_name = $2 AND (shard, ordinal) > ($3, $4) ORDER BY shard, ordinal LIMIT $5",
        Range, cancellation, execution, table, after?.Shard ?? 0, after?.Ordinal ?? 0, count);

    public async Task<LedgerRange?> ReadLastAsync(int shard, CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT {Columns} FROM {Ranges} WHERE execution = $1 AND table_name = $2 AND shard = $3 ORDER BY ordinal DESC LIMIT 1",
        Range, cancellation, execution, table, shard) is [var last] ? last : null;

    public async Task<(long Ranges, long Bytes, RangeHash Hash)> TotalsAsync(int shard, CancellationToken cancellation)
    {
        var ranges = await session.QueryAsync(
            $"SELECT hash, rows, bytes FROM {Ranges} WHERE execution = $1 AND table_name = $2 AND shard = $3",
            row => (Hash: RangeHash.FromBytes(row.GetFieldValue<byte[]>(0), row.GetInt64(1)), Bytes: row.GetInt64(2)),
            cancellation, execution, table, shard);
        return (ranges.Count, ranges.Sum(r => r.Bytes), ranges.Aggregate(RangeHash.Empty, (total, range) => total + range.Hash));
    }

    public async Task ClearAsync(CancellationToken cancellation)
    {
        foreach (var ranges in mayBeUnlogged ? [Logged, Unlogged] : (string[])[Logged])
            await session.ExecuteAsync($"DELETE FROM {ranges} WHERE execution = $1 AND table_name = $2", cancellation, execution, table);
    }

    /// <summary>Brings to the disk what was committed so far: a commit of its own that waits, for the log is written in order.</summary>
    public Task<int> SettleAsync(CancellationToken cancellation) => session.ExecuteAsync(
        "UPDATE _migration_undo SET round = round WHERE execution = $1 AND table_name = $2", cancellation, execution, table);

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    private static LedgerRange Range(NpgsqlDataReader row)
    {
        var id = row.GetFieldValue<byte[]>(2);
        return new LedgerRange(
            row.GetInt64(1), new RangeCursor((RangeSegment)id[0], id.AsMemory(1)), row.GetFieldValue<byte[]>(3), row.GetBoolean(4),
            RangeHash.FromBytes(row.GetFieldValue<byte[]>(5), row.GetInt64(6)), row.GetInt64(7))
        {
            Shard = row.GetInt32(0),
        };
    }
}
