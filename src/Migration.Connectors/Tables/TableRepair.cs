using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Makes the ranges of a table's ledger what the source has now, and touches only rows that differ: each range in one
/// transaction with its ledger row, under an epoch of its own. Rows that were there before the execution stay. So do
/// rows whose key the source lacks, unless they are to go: nothing tells those of the execution, which the source has
/// lost since, from those of others.
/// </summary>
internal sealed class TableRepair(TableJob job, ITableSource source, ITableTarget target, bool removesExtra)
{
    private const int MostRowsRead = 1_000;

    private static readonly BatchLimits OneRow = new(1, long.MaxValue);
    private static readonly BatchLimits AllRows = new(int.MaxValue, long.MaxValue);

    private readonly RowBatch _row = new(source.Columns.Count, keepsRows: false) { MostRejects = int.MaxValue };
    private bool _isCut;
    private long _ranges, _written, _removed, _left;

    public async Task<RepairResult> RunAsync(CancellationToken cancellation)
    {
        var undo = await target.ReadUndoAsync(cancellation);
        if (WhyNot(undo) is { } why)
            throw Impossible(why);
        var rejects = await target.CountRejectsAsync(cancellation);
        var ranges = new List<LedgerRange>();
        await foreach (var range in target.ReadLedgerAsync(cancellation))
            ranges.Add(range);
        if (ranges.Exists(range => range.From.Segment != RangeSegment.Keyed && range.Hash.Rows > 0))
            throw Impossible("Rows with a NULL in their key can't be found again.");
        _isCut = ranges.Exists(range => range.Shard != TableShard.Whole.Number);
        var epochs = await target.BeginRepairAsync(cancellation);
        foreach (var range in ranges.Where(range => range.From.Segment == RangeSegment.Keyed))
        {
            if (target.Mending is { } mending)
                await MendAsync(mending, range, epochs[range.Shard], cancellation);
            else
                await RepairAsync(range, rejects.GetValueOrDefault((range.Shard, range.Ordinal)), epochs[range.Shard], cancellation);
        }
        await target.SettleAsync(cancellation);
        return new RepairResult(_ranges, _written, _removed, _left);
    }

    private string? WhyNot(UndoRecord? undo)
    {
        if (undo is null)
            return "Its ledger is discarded, so that nothing tells its rows from those of others.";
        if (undo.Undone)
            return "It was taken back.";
        if (!source.IsRepeatable)
            return "An expression of the plan gives another value each time.";
        if (undo is { Kind: UndoKind.Appended, KeysTable: null })
            return "Rows that were there before are told from its own by the transactions that wrote them, and a repair is another.";
        return target is { CanReadRanges: true, SharesKey: true } ? null : "The target has no key by which to find the rows of the source.";
    }

    private async Task MendAsync(IRangeMending mending, LedgerRange range, long epoch, CancellationToken cancellation)
    {
        var mended = await NamedAsync(range, () => mending.MendAsync(range, removesExtra, epoch, cancellation));
        _ranges += mended.IsChanged ? 1 : 0;
        _written += mended.Written;
        _removed += mended.Removed;
        _left += mended.Left;
    }

    private async Task RepairAsync(LedgerRange range, long rejected, long epoch, CancellationToken cancellation)
    {
        var stale = new List<LedgerRange>();
        var keys = new List<ReadOnlyMemory<byte>>();
        var rows = new RowBatch(source.Columns.Count) { MostRejects = int.MaxValue };
        var inTarget = 0L;
        var parts = new DifferingParts(job, source, target, async (part, actual, stop) =>
        {
            inTarget += actual.Rows;
            if (!removesExtra)
            {
                inTarget -= await AddDifferingAsync((rows, keys), part, actual, stop);
                return;
            }
            await source.ReadAsync(rows, part.From, UpperOf(part), AllRows, stop);
            stale.Add(part with { TargetRows = null });
        });
        var now = await parts.WalkAsync(range, range.Hash.Rows, cancellation);
        if (range.IsOfRejects(now.Hash, rejected) && inTarget == 0)
            return;
        var mended = range with { Hash = now.Hash, Bytes = now.Bytes, Upper = range.EndsSegment ? now.LastKey : range.Upper, TargetRows = null };
        var repair = removesExtra ? new RangeRepair(mended, rows) { Emptied = stale } : new RangeRepair(mended, rows) { Keys = keys };
        var removed = repair.Keys.Count + repair.Emptied.Count > 0 || now.Hash != range.Hash ? await WriteAsync(repair, epoch, cancellation) : 0;
        _removed += removed;
        _left += Math.Max(0, inTarget - removed);
    }

    private static ReadOnlyMemory<byte> UpperOf(LedgerRange part) => part.EndsSegment ? default : part.Upper;

    /// <summary>The source's rows of a part that the target has not, or not so: beside a row of others, the part differs and its own row may not.</summary>
    /// <returns>How many rows the target holds as they are.</returns>
    private async Task<long> AddDifferingAsync((RowBatch Rows, List<ReadOnlyMemory<byte>> Keys) found, LedgerRange part, RangeHash actual, CancellationToken cancellation)
    {
        var held = 0L;
        for (var from = part.From; ;)
        {
            _row.Clear();
            await source.ReadAsync(_row, from, UpperOf(part), OneRow, cancellation);
            var (hash, key, ends) = (_row.Hash, _row.LastKey.ToArray(), _row.EndsSegment);
            if (hash.Rows > 0 && actual.Rows > 1 && await HoldsAsync(part, key, hash, cancellation))
            {
                held++;
            }
            else if (hash.Rows > 0)
            {
                await source.ReadAsync(found.Rows, from, key, AllRows, cancellation);
                found.Keys.Add(key);
            }
            if (ends)
                return held;
            from = new RangeCursor(from.Segment, key);
        }
    }

    /// <summary>Whether the target has the row as it is. False also where too many rows of others lie before it: then it is written once more.</summary>
    private async Task<bool> HoldsAsync(LedgerRange part, byte[] key, RangeHash row, CancellationToken cancellation)
    {
        var after = ReadOnlyMemory<byte>.Empty;
        for (var read = 0; read < MostRowsRead; read++, after = _row.LastKey.ToArray())
        {
            _row.Clear();
            await target.ReadBackAsync(_row, part, after, OneRow, cancellation);
            if (_row.Rows > 0 && _row.LastKey.Encoded.SequenceEqual(key))
                return _row.Hash == row;
            if (_row.EndsSegment)
                return false;
        }
        return false;
    }

    private async Task<long> WriteAsync(RangeRepair repair, long epoch, CancellationToken cancellation)
    {
        var removed = await NamedAsync(repair.Range, () => target.RepairAsync(repair, epoch, cancellation));
        _ranges++;
        _written += repair.Rows.Rows;
        return removed;
    }

    /// <summary>A failure says which range it is of.</summary>
    private async Task<T> NamedAsync<T>(LedgerRange range, Func<Task<T>> repair)
    {
        try
        {
            return await repair();
        }
        catch (MigrationException refused) when (refused.Code != ErrorCodes.AttemptFenced)
        {
            throw new MigrationException(refused.Code,
                $"{RangeName.Of(range.Ordinal, _isCut ? range.Shard : null)} of table '{job.TargetTable}' was not repaired; the ranges before it were. {refused.Message}", refused.IsTransient, refused)
            {
                Batch = range.Ordinal,
            };
        }
    }

    private MigrationException Impossible(string why) => new(ErrorCodes.RepairImpossible,
        $"Table '{job.TargetTable}' can't be repaired. {why} Roll it back and copy it again.");
}
