using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Makes the ranges of a table's ledger what the source has now, and touches only rows that differ: each range in one
/// transaction with its ledger row, under an epoch of its own. Rows that were there before the execution stay.
/// </summary>
internal sealed class TableRepair(TableJob job, ITableSource source, ITableTarget target)
{
    private long _ranges, _written, _removed;

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
        var epoch = await target.BeginRepairAsync(cancellation);
        foreach (var range in ranges.Where(range => range.From.Segment == RangeSegment.Keyed))
            await RepairAsync(range, rejects.GetValueOrDefault((range.Shard, range.Ordinal)), epoch, cancellation);
        await target.SettleAsync(cancellation);
        return new RepairResult(_ranges, _written, _removed);
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

    private async Task RepairAsync(LedgerRange range, long rejected, long epoch, CancellationToken cancellation)
    {
        var stale = new List<LedgerRange>();
        var rows = new RowBatch(source.Columns.Count) { MostRejects = int.MaxValue };
        var removed = 0L;
        var parts = new DifferingParts(job, source, target, async (part, actual, stop) =>
        {
            await source.ReadAsync(rows, part.From, part.EndsSegment ? default : part.Upper, new BatchLimits(int.MaxValue, long.MaxValue), stop);
            stale.Add(part with { TargetRows = null });
            removed += actual.Rows;
        });
        var now = await parts.WalkAsync(range, range.Hash.Rows, cancellation);
        if (stale.Count == 0 && now.Hash == range.Hash)
            return;
        if (range.IsOfRejects(now.Hash, rejected) && removed == 0)
            return;
        var mended = range with { Hash = now.Hash, Bytes = now.Bytes, Upper = range.EndsSegment ? now.LastKey : range.Upper, TargetRows = null };
        await WriteAsync(new RangeRepair(mended, stale, rows), epoch, cancellation);
        _ranges++;
        _written += rows.Rows;
        _removed += removed;
    }

    private async Task WriteAsync(RangeRepair repair, long epoch, CancellationToken cancellation)
    {
        try
        {
            await target.RepairAsync(repair, epoch, cancellation);
        }
        catch (MigrationException refused) when (refused.Code != ErrorCodes.AttemptFenced)
        {
            throw new MigrationException(refused.Code,
                $"Range {repair.Range.Ordinal} of table '{job.TargetTable}' was not repaired; the ranges before it were. {refused.Message}", refused.IsTransient, refused)
            {
                Batch = repair.Range.Ordinal,
            };
        }
    }

    private MigrationException Impossible(string why) => new(ErrorCodes.RepairImpossible,
        $"Table '{job.TargetTable}' can't be repaired. {why} Roll it back and copy it again.");
}
