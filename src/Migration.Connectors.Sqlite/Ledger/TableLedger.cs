using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>The ledger of one table of one execution. Its writing methods run inside their caller's transaction.</summary>
internal sealed class TableLedger(SqliteSession session, string execution, string table, TimeProvider time) : IDisposable
{
    private const string Columns = "shard, ordinal, range_id, upper, ends_segment, hash, rows, bytes, first_row, last_row";

    private SqliteStatement? _epoch;
    private SqliteStatement? _insert;

    /// <summary>Records the shards, unless some are: in how many parts the table is copied.</summary>
    public int RecordShards(IReadOnlyList<TableShard> shards)
    {
        if (session.QueryInteger("SELECT count(*) FROM _migration_shards WHERE execution = ?1 AND table_name = ?2", execution, table) is > 0 and var recorded)
            return (int)recorded;
        foreach (var shard in shards)
            session.Execute("INSERT INTO _migration_shards(execution, table_name, shard, after_key, up_to, epoch) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                execution, table, shard.Number, shard.After.ToArray(), shard.UpTo.ToArray());
        return shards.Count;
    }

    /// <summary>Takes the next epoch of a shard: from here on no earlier attempt on it can commit.</summary>
    public (long Epoch, TableShard Shard) TakeEpoch(int shard)
    {
        session.Execute("UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = ?1 AND table_name = ?2 AND shard = ?3", execution, table, shard);
        return session.Query(
            "SELECT epoch, after_key, up_to FROM _migration_shards WHERE execution = ?1 AND table_name = ?2 AND shard = ?3",
            row => (row.GetInteger(0), new TableShard(shard, row.GetBlob(1), row.GetBlob(2))), execution, table, shard) is [var taken] ? taken : throw LedgerFailures.NoShard(table, shard);
    }

    /// <summary>From here on no attempt that has begun can commit, on whichever shard. Gives the epochs by shard.</summary>
    public IReadOnlyDictionary<int, long> Fence()
    {
        session.Execute("UPDATE _migration_shards SET epoch = epoch + 1 WHERE execution = ?1 AND table_name = ?2", execution, table);
        return session.Query(
            "SELECT shard, epoch FROM _migration_shards WHERE execution = ?1 AND table_name = ?2", row => (Shard: (int)row.GetInteger(0), Epoch: row.GetInteger(1)), execution, table)
            .ToDictionary(row => row.Shard, row => row.Epoch);
    }

    private long ReadEpoch(int shard)
    {
        _epoch ??= session.Prepare("SELECT epoch FROM _migration_shards WHERE execution = ?1 AND table_name = ?2 AND shard = ?3");
        try
        {
            _epoch.Bind([execution, table, shard]);
            return _epoch.Step() ? _epoch.GetInteger(0) : 0;
        }
        finally
        {
            _epoch.Reset();
        }
    }

    public void RequireEpoch((int Shard, long Epoch) attempt)
    {
        var current = ReadEpoch(attempt.Shard);
        if (current != attempt.Epoch)
            throw LedgerFailures.Overtaken(table, attempt.Epoch, current);
    }

    public void Add(LedgerRange range, long epoch)
    {
        _insert ??= session.Prepare(
            $"INSERT INTO _migration_ranges(execution, table_name, epoch, committed_at, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
        try
        {
            _insert.Bind([
                execution, table, epoch, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                range.Shard, range.Ordinal, range.From.ToRangeId(), range.Upper.ToArray(), range.EndsSegment ? 1 : 0,
                range.Hash.ToBytes(), range.Hash.Rows, range.Bytes, range.TargetRows?.First, range.TargetRows?.Last]);
            _insert.Step();
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            throw LedgerFailures.RangeKnown(table, range.Ordinal, failure);
        }
        finally
        {
            _insert.Reset();
        }
    }

    /// <summary>Puts another content in the place of a range's own.</summary>
    public void Correct(LedgerRange range, long epoch) => session.Execute(
        """
        UPDATE _migration_ranges SET hash = ?1, rows = ?2, bytes = ?3, upper = ?4, first_row = ?5, last_row = ?6, epoch = ?7
        WHERE execution = ?8 AND table_name = ?9 AND range_id = ?10
        """,
        range.Hash.ToBytes(), range.Hash.Rows, range.Bytes, range.Upper.ToArray(), range.TargetRows?.First, range.TargetRows?.Last, epoch,
        execution, table, range.From.ToRangeId());

    /// <summary>Ranges after one, at most <paramref name="count"/> of them; the first ones where it is null.</summary>
    public IReadOnlyList<LedgerRange> Read(LedgerRange? after, int count) => session.Query(
        $"SELECT {Columns} FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2 AND (shard, ordinal) > (?3, ?4) ORDER BY shard, ordinal LIMIT ?5",
        Range, execution, table, after?.Shard ?? 0, after?.Ordinal ?? 0, count);

    public LedgerRange? ReadLast(int shard) => session.Query(
        $"SELECT {Columns} FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2 AND shard = ?3 ORDER BY ordinal DESC LIMIT 1",
        Range, execution, table, shard) is [var last] ? last : null;

    public (long Ranges, long Bytes, RangeHash Hash) Totals(int shard)
    {
        var totals = (Ranges: 0L, Bytes: 0L, Hash: RangeHash.Empty);
        session.Query(
            "SELECT hash, rows, bytes FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2 AND shard = ?3",
            row => totals = (totals.Ranges + 1, totals.Bytes + row.GetInteger(2), totals.Hash + RangeHash.FromBytes(row.GetBlob(0), row.GetInteger(1))),
            execution, table, shard);
        return totals;
    }

    public void Clear() => session.Execute("DELETE FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2", execution, table);

    public void Dispose()
    {
        _epoch?.Dispose();
        _insert?.Dispose();
    }

    private static LedgerRange Range(SqliteStatement row)
    {
        var id = row.GetBlob(2);
        return new LedgerRange(
            row.GetInteger(1), new RangeCursor((RangeSegment)id[0], id.AsMemory(1)), row.GetBlob(3), row.GetBoolean(4),
            RangeHash.FromBytes(row.GetBlob(5), row.GetInteger(6)), row.GetInteger(7))
        {
            Shard = (int)row.GetInteger(0),
            TargetRows = row.IsNull(8) ? null : (row.GetInteger(8), row.GetInteger(9)),
        };
    }
}
