using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Comparison;

/// <summary>Reads one of two tables from end to end, batch by batch, in the encoding that both share.</summary>
/// <param name="key">Places of the key's columns; empty means that a row is its own key.</param>
internal sealed class ComparedRows(ITableSource table, IReadOnlyList<int> key)
{
    private const int BatchRows = 10_000;
    private const long BatchBytes = 16 * 1024 * 1024;

    private readonly RowBatch _batch = new(table.Columns.Count);
    private readonly EncodedRows _rows = new(table.Columns.Count, key);

    public Task ReadAsync(EncodedRows.RowVisitor visit, CancellationToken cancellation) => WalkAsync(() => _rows.Visit(_batch.Encoded, visit), cancellation);

    /// <summary>The hash of every row: by the engine where it can, else rows are read.</summary>
    public async Task<RangeHash> HashAsync(RowHashKind kind, CancellationToken cancellation)
    {
        if ((await table.HashWithinAsync([LedgerRange.Everything(RangeHash.Empty)], cancellation))[0] is { } known)
            return known;
        var total = RangeHash.Empty;
        _batch.HashKind = kind;
        await WalkAsync(() => total += _batch.Hash, cancellation);
        return total;
    }

    private async Task WalkAsync(Action visit, CancellationToken cancellation)
    {
        for (var from = RangeCursor.Start; !from.IsEnd;)
        {
            cancellation.ThrowIfCancellationRequested();
            _batch.Clear();
            await table.ReadAsync(_batch, from, upTo: default, new BatchLimits(BatchRows, BatchBytes), cancellation);
            visit();
            from = _batch.EndsSegment ? table.AfterSegment(from.Segment) : new RangeCursor(from.Segment, _batch.LastKey.ToArray());
        }
    }
}
