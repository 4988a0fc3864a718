using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>The ledger of one table of one execution. Its writing methods run inside their caller's transaction.</summary>
internal sealed class TableLedger(SqliteSession session, string execution, string table, TimeProvider time) : IDisposable
{
    private const string Columns = "ordinal, range_id, upper, ends_segment, hash, rows, bytes, first_row, last_row";

    private SqliteStatement? _epoch;
    private SqliteStatement? _insert;

    /// <summary>Takes the next epoch: from here on no earlier attempt can commit.</summary>
    public long TakeEpoch()
    {
        session.Execute(
            "INSERT INTO _migration_attempts(execution, table_name, epoch) VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET epoch = epoch + 1",
            execution, table);
        return ReadEpoch();
    }

    public long ReadEpoch()
    {
        _epoch ??= session.Prepare("SELECT epoch FROM _migration_attempts WHERE execution = ?1 AND table_name = ?2");
        try
        {
            _epoch.Bind([execution, table]);
            return _epoch.Step() ? _epoch.GetInteger(0) : 0;
        }
        finally
        {
            _epoch.Reset();
        }
    }

    public void RequireEpoch(long epoch)
    {
        var current = ReadEpoch();
        if (current != epoch)
            throw new MigrationException(ErrorCodes.AttemptFenced,
                $"Attempt {epoch} on table '{table}' was overtaken by attempt {current} or taken back; nothing of its batch was written. Nothing is to be done.");
    }

    public void Add(LedgerRange range, long epoch)
    {
        _insert ??= session.Prepare(
            $"INSERT INTO _migration_ranges(execution, table_name, epoch, committed_at, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
        try
        {
            _insert.Bind([
                execution, table, epoch, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                range.Ordinal, range.From.ToRangeId(), range.Upper.ToArray(), range.EndsSegment ? 1 : 0,
                range.Hash.ToBytes(), range.Hash.Rows, range.Bytes, range.TargetRows?.First, range.TargetRows?.Last]);
            _insert.Step();
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            throw new MigrationException(ErrorCodes.LedgerInvalid,
                $"The ledger of table '{table}' has range {range.Ordinal} already. Nothing was written twice; retry to go on from the ledger.", transient: true, failure);
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

    /// <summary>Ranges after an ordinal, at most <paramref name="count"/> of them.</summary>
    public IReadOnlyList<LedgerRange> Read(long after, int count) => session.Query(
        $"SELECT {Columns} FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2 AND ordinal > ?3 ORDER BY ordinal LIMIT ?4",
        Range, execution, table, after, count);

    public LedgerRange? ReadLast() => session.Query(
        $"SELECT {Columns} FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2 ORDER BY ordinal DESC LIMIT 1",
        Range, execution, table) is [var last] ? last : null;

    public (long Ranges, long Bytes, RangeHash Hash) Totals()
    {
        var totals = (Ranges: 0L, Bytes: 0L, Hash: RangeHash.Empty);
        session.Query(
            "SELECT hash, rows, bytes FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2",
            row => totals = (totals.Ranges + 1, totals.Bytes + row.GetInteger(2), totals.Hash + RangeHash.FromBytes(row.GetBlob(0), row.GetInteger(1))),
            execution, table);
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
        var id = row.GetBlob(1);
        return new LedgerRange(
            row.GetInteger(0), new RangeCursor((RangeSegment)id[0], id.AsMemory(1)), row.GetBlob(2), row.GetBoolean(3),
            RangeHash.FromBytes(row.GetBlob(4), row.GetInteger(5)), row.GetInteger(6))
        {
            TargetRows = row.IsNull(7) ? null : (row.GetInteger(7), row.GetInteger(8)),
        };
    }
}
