using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A source that SQLite's target does not know for SQLite, as that of any other engine: rows come by the pipeline.</summary>
internal sealed class ForeignSource(ITableSource inner) : ITableSource
{
    public TableDefinition Table => inner.Table;

    public IReadOnlyList<MappedColumn> Columns => inner.Columns;

    public TableKey Key => inner.Key;

    public void Conform(TableDefinition target) => inner.Conform(target);

    public bool IsRepeatable => inner.IsRepeatable;

    public ValueTask<string?> MarkAsync(CancellationToken cancellation) => inner.MarkAsync(cancellation);

    public Task<long> CountRowsAsync(CancellationToken cancellation) => inner.CountRowsAsync(cancellation);

    public Task<long> EstimateBytesAsync(CancellationToken cancellation) => inner.EstimateBytesAsync(cancellation);

    public Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation) => inner.CutAsync(parts, cancellation);

    public ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation) =>
        inner.ReadAsync(batch, from, upTo, limits, cancellation);

    public RangeCursor AfterSegment(RangeSegment segment) => inner.AfterSegment(segment);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
