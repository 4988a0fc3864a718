namespace Migration.Connectors.Comparison;

/// <summary>The encoded values of a row's key, one after another, in a buffer that is used again.</summary>
internal sealed class KeyBytes
{
    private byte[] _buffer = new byte[256];

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> row, IReadOnlyList<int> places, Range[] values)
    {
        if (places.Count == 1)
            return row[values[places[0]]];
        if (_buffer.Length < row.Length)
            _buffer = new byte[row.Length * 2];
        var length = 0;
        foreach (var place in places)
        {
            var value = row[values[place]];
            value.CopyTo(_buffer.AsSpan(length));
            length += value.Length;
        }
        return _buffer.AsSpan(0, length);
    }
}
