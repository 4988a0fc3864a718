using System.Buffers.Binary;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>A page on the way to a leaf, with the place reached in it.</summary>
internal sealed class InteriorPage(int usableSize)
{
    private const int RightMost = 8;

    private readonly byte[] _bytes = new byte[usableSize];
    private int _pointers, _cells, _next;

    public void Load(ReadOnlySpan<byte> bytes, int cells, int headerSize)
    {
        bytes.CopyTo(_bytes);
        (_pointers, _cells, _next) = (headerSize, cells, 0);
    }

    /// <summary>The child that holds the first row id greater than this; the first child where there is none to be greater than.</summary>
    public uint Seek(long? after)
    {
        var (low, high) = (0, after is null ? 0 : _cells);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (KeyOf(middle) > after)
                high = middle;
            else
                low = middle + 1;
        }
        _next = low;
        return TryNext(out var child) ? child : throw new UnexpectedPageException("a page of the tree");
    }

    public bool TryNext(out uint child)
    {
        child = _next > _cells ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(_next == _cells ? RightMost : CellAt(_next)));
        return _next++ <= _cells;
    }

    // The greatest row id under the child to its left.
    private long KeyOf(int cell)
    {
        var at = CellAt(cell) + 4;
        return (long)Varint.Read(_bytes, ref at);
    }

    private int CellAt(int cell) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_pointers + (2 * cell)));
}
