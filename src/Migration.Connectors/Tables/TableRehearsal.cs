using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>A dry run of one table.</summary>
internal sealed class TableRehearsal(TableJob job, ITableSource source, IDatabase target)
{
    private long _rows, _bytes, _ranges, _missing, _rejected;

    public async Task<Rehearsal> RunAsync(bool movesRows, CancellationToken cancellation)
    {
        var outlook = await target.InspectTargetAsync(job, source, cancellation);
        if (movesRows)
            await ReadEverythingAsync(cancellation);
        return new Rehearsal
        {
            Rows = _rows,
            Bytes = _bytes,
            Ranges = _ranges,
            WouldCreate = !outlook.Exists,
            Problems = [.. outlook.Problems, .. Missing()],
        };
    }

    private async Task ReadEverythingAsync(CancellationToken cancellation)
    {
        var limits = BatchLimits.Of(job.Configuration.BatchSize, job.Configuration.MemoryLimit);
        var batch = new RowBatch(source.Columns.Count) { MostRejects = job.Configuration.MaxRejects };
        for (var from = RangeCursor.Start; !from.IsEnd;)
        {
            batch.Clear();
            await source.ReadAsync(batch, from, upTo: default, limits, cancellation);
            _rows += batch.Rows;
            _bytes += batch.Bytes;
            _missing += batch.MissingValues;
            _rejected += batch.Rejects.Count;
            _ranges++;
            from = batch.EndsSegment ? source.AfterSegment(from.Segment) : new RangeCursor(from.Segment, batch.LastKey.ToArray());
        }
    }

    private IEnumerable<Problem> Missing()
    {
        if (_rejected > 0)
            yield return new Problem($"tables.{job.SourceTable}", ErrorCodes.ValueRejected,
                $"{_rejected} row(s) have no form for the target and would be put aside.", "Convert or filter such values, or mend the source.",
                _rejected > job.Configuration.MaxRejects ? Severity.Error : Severity.Warning);
        if (_missing > 0)
            yield return new Problem($"tables.{job.SourceTable}", ErrorCodes.ConstraintViolated,
                $"{_missing} value(s) of required columns are NULL.", "Give the columns a defaultValue, filter the rows out, or mend the source.");
    }
}
