using System.Runtime.CompilerServices;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Compares what the ledger says was copied with what the target holds, range by range. A range that differs is read
/// again on both sides, so that the rows are named and a source that changed is told from a target that did.
/// </summary>
internal sealed class TableComparison(TableJob job, ITableSource source, ITableTarget target)
{
    private const int MismatchesShown = 10;
    private const int RangesAtOnce = 256;

    /// <summary>Rows are still to come: what was copied so far is compared, and the source's count is nobody's business.</summary>
    public bool IsPartial { get; init; }

    /// <summary>False: what was copied is not known any more, and the source as it is now stands for it.</summary>
    public bool HasLedger { get; init; } = true;

    /// <summary>Opens the target once more, so that many ranges are read by two connections; null for one.</summary>
    public Func<CancellationToken, Task<ITableTarget>>? OpenBeside { get; init; }

    private readonly BatchLimits _limits = BatchLimits.Of(job.Configuration.BatchSize, job.Configuration.MemoryLimit);
    private readonly RowBatch _batch = new(source.Columns.Count, keepsRows: false) { MostRejects = int.MaxValue };
    private readonly List<RangeMismatch> _mismatches = [];
    private IReadOnlyDictionary<(int Shard, long Range), long> _rejects = new Dictionary<(int, long), long>();
    private IReadOnlySet<string>? _sample;
    private RangeHash _copied;
    private long _ranges, _compared, _different;
    private bool _sourceChanged, _isCut;

    public async Task<TableValidation> RunAsync(bool movesRows, CancellationToken cancellation)
    {
        if (!movesRows)
            return Verdict(TableVerdict.Equal, sourceRows: 0, targetRows: 0, code: null, "The plan moves no rows.");
        _rejects = await target.CountRejectsAsync(cancellation);
        await ChooseAsync(cancellation);
        await CompareRangesAsync(cancellation);
        var (sourceRows, targetRows) = await CountAsync(cancellation);
        return _different > 0 ? Different(sourceRows, targetRows) : await CompareWholeAsync(sourceRows, targetRows, cancellation);
    }

    /// <summary>Both sides at once; an engine may count without ever waiting.</summary>
    private async Task<(long Source, long Target)> CountAsync(CancellationToken cancellation)
    {
        var ofSource = Task.Run(() => source.CountRowsAsync(cancellation), cancellation);
        var ofTarget = Task.Run(() => target.CountAsync(cancellation), cancellation);
        await Task.WhenAll(ofSource, ofTarget);
        return (await ofSource, await ofTarget);
    }

    /// <summary>Rows that can't be found by range are hashed all together: there is nothing to choose.</summary>
    private async Task ChooseAsync(CancellationToken cancellation)
    {
        if (job.Sample is not { } sample || !HasLedger)
            return;
        var ranges = new List<LedgerRange>();
        await foreach (var range in target.ReadLedgerAsync(cancellation))
            ranges.Add(range);
        _sample = target.CanReadRanges ? sample.Choose(job, ranges) : null;
    }

    private bool IsChosen(LedgerRange range) => _sample?.Contains(range.From.ToString()) ?? true;

    private async Task CompareRangesAsync(CancellationToken cancellation)
    {
        await using var hashing = new RangeHashing(target, (source.Columns.Count, _limits), OpenBeside);
        await foreach (var ranges in (HasLedger ? target.ReadLedgerAsync(cancellation) : ReadSourceRangesAsync(cancellation)).Chunk(RangesAtOnce).WithCancellation(cancellation))
        {
            _ranges += ranges.Length;
            _isCut |= Array.Exists(ranges, range => range.Shard != TableShard.Whole.Number);
            _copied = ranges.Aggregate(_copied, (sum, range) => sum + range.Hash);
            var chosen = ranges.Where(IsChosen).ToList();
            _compared += chosen.Count;
            if (!target.CanReadRanges)
                continue;
            foreach (var (range, actual) in await hashing.FindDifferingAsync(chosen, cancellation))
                await AddDifferentAsync(range, actual, cancellation);
        }
    }

    private async Task AddDifferentAsync(LedgerRange range, RangeHash actual, CancellationToken cancellation)
    {
        _different++;
        if (_mismatches.Count < MismatchesShown)
            _mismatches.Add(await ExplainAsync(range, actual, cancellation));
        _sourceChanged |= _mismatches[^1].SourceChanged;
    }

    private async Task<RangeMismatch> ExplainAsync(LedgerRange range, RangeHash actual, CancellationToken cancellation) =>
        await new RangeDifference(job, source, target).ExplainAsync(range, actual, _rejects.GetValueOrDefault((range.Shard, range.Ordinal)), cancellation) with { Shard = range.Shard };

    /// <summary>The source's rows in ranges as a copy would cut them.</summary>
    private async IAsyncEnumerable<LedgerRange> ReadSourceRangesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new RowBatch(source.Columns.Count, keepsRows: false) { MostRejects = int.MaxValue, HashKind = source.KindWith(target) };
        var ordinal = 0L;
        for (var from = RangeCursor.Start; !from.IsEnd;)
        {
            batch.Clear();
            await source.ReadAsync(batch, from, upTo: default, _limits, cancellation);
            var next = FilledBatch.Of(batch, from, TableShard.Whole, source).Next;
            yield return new LedgerRange(++ordinal, from, batch.LastKey.ToArray(), batch.EndsSegment, batch.Hash, batch.Bytes);
            from = next;
        }
    }

    private async Task<bool> MayHaveChangedAsync(CancellationToken cancellation) =>
        HasLedger && source.IsRepeatable && (job.SourceMark is null || !await source.HoldsAsync(job.SourceMark, IsPartial ? null : _copied.Rows + Rejected, cancellation));

    /// <summary>Reads the source once more. Null where every range is as it was copied.</summary>
    private async Task<string?> CompareSourceAsync(CancellationToken cancellation)
    {
        await foreach (var ranges in target.ReadLedgerAsync(cancellation).Chunk(RangesAtOnce).WithCancellation(cancellation))
            foreach (var range in await source.FindUnprovenAsync([.. ranges.Where(IsChosen)], cancellation))
                await CompareSourceAsync(range, cancellation);
        return _different == 0 ? null : $"{_different} of {_compared} range(s) of the source are not any more what was copied: it changed while or after it was read.";
    }

    private async Task CompareSourceAsync(LedgerRange range, CancellationToken cancellation)
    {
        var now = await ReadSourceAsync(range, cancellation);
        if (now == range.Hash || range.IsOfRejects(now, _rejects.GetValueOrDefault((range.Shard, range.Ordinal))))
            return;
        _different++;
        if (_mismatches.Count < MismatchesShown)
            _mismatches.Add(await ExplainSourceAsync(range, now, cancellation));
    }

    private long Rejected => _rejects.Values.Sum();

    private async Task<RangeMismatch> ExplainSourceAsync(LedgerRange range, RangeHash now, CancellationToken cancellation)
    {
        var mismatch = target.CanReadRanges
            ? await ExplainAsync(range, range.Hash, cancellation)
            : new RangeMismatch(range.Ordinal, range.Hash.Rows, range.Hash.Rows, SourceChanged: true, Keys: []);
        return mismatch with { SourceRows = now.Rows };
    }

    private async Task<RangeHash> ReadSourceAsync(LedgerRange range, CancellationToken cancellation)
    {
        var total = RangeHash.Empty;
        _batch.HashKind = range.Hash.Kind;
        var upTo = range.EndsSegment ? default : range.Upper;
        for (var from = range.From; ;)
        {
            _batch.Clear();
            await source.ReadAsync(_batch, from, upTo, _limits, cancellation);
            total += _batch.Hash;
            if (_batch.EndsSegment)
                return total;
            from = new RangeCursor(from.Segment, _batch.LastKey.ToArray());
        }
    }

    private async Task<TableValidation> CompareWholeAsync(long sourceRows, long targetRows, CancellationToken cancellation)
    {
        if (targetRows != _copied.Rows)
            return Verdict(TableVerdict.Different, sourceRows, targetRows, ErrorCodes.ValidationFailed,
                $"The target has {targetRows} rows of this migration where {_copied.Rows} were copied: something else wrote to it.");
        if (!target.CanReadRanges && !await HoldsAllAsync(cancellation))
            return Verdict(TableVerdict.Different, sourceRows, targetRows, ErrorCodes.ValidationFailed,
                "The rows of the target are not those that were copied. The table has no key by which to name them.");
        if (await MayHaveChangedAsync(cancellation) && await CompareSourceAsync(cancellation) is { } changed)
            return Verdict(TableVerdict.Different, sourceRows, targetRows, ErrorCodes.SourceChanged, changed);
        if (!IsPartial && sourceRows != _copied.Rows + Rejected)
            return Verdict(TableVerdict.Different, sourceRows, targetRows, ErrorCodes.SourceChanged,
                $"The source has {sourceRows} rows where {_copied.Rows} were copied{PutAside}: it changed while or after it was read.");
        return Verdict(TableVerdict.Equal, sourceRows, targetRows, code: null,
            $"{_copied.Rows} rows in {_ranges} range(s) are {(_compared < _ranges ? "there" : "equal")} on both sides{PutAside}{(IsPartial ? " so far" : "")}.");
    }

    private async Task<bool> HoldsAllAsync(CancellationToken cancellation)
    {
        if (_copied.Kind == RowHashKind.Mixed)
            throw new MigrationException(ErrorCodes.LedgerInvalid,
                $"Table '{job.TargetTable}' was copied by two versions that hash rows in two ways, and has no key by which to compare its ranges one by one. Compare it with `migrate diff`.");
        return await target.FindUnprovenAsync([LedgerRange.Everything(_copied)], cancellation) is [] || await target.HashAllAsync(_copied.Kind, cancellation) == _copied;
    }

    private string PutAside => Rejected == 0 ? "" : $", and {Rejected} put aside";

    private TableValidation Different(long sourceRows, long targetRows) => Verdict(
        TableVerdict.Different, sourceRows, targetRows,
        _sourceChanged ? ErrorCodes.SourceChanged : ErrorCodes.ValidationFailed,
        $"{_different} of {_compared} range(s) differ" + (_sourceChanged ? "; the source changed after it was read." : "; the target's rows changed after they were written."));

    private TableValidation Verdict(TableVerdict verdict, long sourceRows, long targetRows, string? code, string summary) => new()
    {
        Verdict = verdict,
        SourceRows = sourceRows,
        CopiedRows = _copied.Rows,
        RejectedRows = Rejected,
        TargetRows = targetRows,
        RangesCompared = _compared,
        KeysDiffer = verdict == TableVerdict.Different && (_mismatches.Count == 0 || _different > _mismatches.Count || _mismatches.Exists(mismatch => mismatch.KeysDiffer)),
        RangesDifferent = _different,
        Mismatches = _isCut ? _mismatches : _mismatches.ConvertAll(mismatch => mismatch with { Shard = null }),
        Hash = _copied.ToString(),
        Code = code,
        Summary = summary + job.Sample?.Sentence(_compared, _ranges),
    };
}
