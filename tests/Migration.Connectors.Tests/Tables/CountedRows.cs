using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Tests.Tables;

/// <summary>A source of the numbers from 1 on.</summary>
internal sealed class CountedRows(int rows) : ITableSource
{
    public TableDefinition Table { get; } = new("t", [new ColumnDefinition("id", "INTEGER")]);

    public IReadOnlyList<MappedColumn> Columns => [new("id", Table.Columns[0], IsDirect: true)];

    public TableKey Key { get; } = new(KeyKind.Columns, ["id"], MayBeNull: false, "primary key (id)");

    public void Conform(TableDefinition target)
    {
    }

    public Task<long> CountRowsAsync(CancellationToken cancellation) => Task.FromResult((long)rows);

    public Task<long> EstimateBytesAsync(CancellationToken cancellation) => Task.FromResult(9L * rows);

    public Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<byte[]>>([]);

    public ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        var next = LastOf(from.After.Span);
        for (var read = 0; read < limits.Rows && next < rows; read++)
        {
            next++;
            batch.LastKey.Clear();
            batch.LastKey.AddInteger(next);
            batch.WriteInteger(next);
            batch.EndRow();
        }
        batch.EndsSegment = next == rows;
        return ValueTask.CompletedTask;
    }

    public RangeCursor AfterSegment(RangeSegment segment) => new(RangeSegment.End, ReadOnlyMemory<byte>.Empty);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The number of a key; zero of none.</summary>
    public static long LastOf(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
            return 0;
        var values = new ValueReader(key);
        values.Next();
        return values.Integer;
    }
}
