using Migration.Connectors.Rows;

namespace Migration.Connectors.Comparison;

/// <summary>Takes the rows that a batch keeps apart, each with its key.</summary>
/// <param name="key">Places of the key's columns; empty means that a row is its own key.</param>
internal sealed class EncodedRows(int columns, IReadOnlyList<int> key)
{
    private readonly Range[] _values = new Range[columns];
    private readonly KeyBytes _key = new();

    public delegate void RowVisitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row);

    public void Visit(ReadOnlySpan<byte> rows, RowVisitor visit)
    {
        for (var start = 0; start < rows.Length;)
        {
            var length = Split(rows[start..]);
            var row = rows.Slice(start, length);
            visit(key.Count == 0 ? row : _key.Of(row, key, _values), row);
            start += length;
        }
    }

    /// <summary>Finds where the values of the first row lie, and its length.</summary>
    private int Split(ReadOnlySpan<byte> rows)
    {
        var values = new ValueReader(rows);
        var start = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            values.Next();
            var end = rows.Length - values.Left;
            _values[i] = start..end;
            start = end;
        }
        return start;
    }
}
