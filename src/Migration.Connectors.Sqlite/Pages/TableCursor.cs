using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>
/// Walks the rows of a table's b-tree in the order of their row ids. Whatever a sound tree does not have ends in an
/// <see cref="UnexpectedPageException"/>; row ids that only ever grow keep it from going in circles.
/// </summary>
internal sealed class TableCursor(PageFile file, PageForm form)
{
    private const byte Interior = 5, Leaf = 13;
    private const int InteriorHeader = 12, LeafHeader = 8;
    private const int MostLevels = 20;
    private const int LongestPayload = 1_000_000_000;

    private readonly PageWindow _pages = new(file, form);
    private readonly OverflowReader _overflow = new(file, form);
    private readonly List<InteriorPage> _path = [];
    private int _depth;
    private uint _leaf;
    private int _cell, _cells;
    private int _start, _length;
    private bool _isLocal;
    private long _last;
    private bool _hasLast;

    public long RowId { get; private set; }

    /// <summary>The row's record; holds until the next move.</summary>
    public ReadOnlySpan<byte> Payload => _isLocal ? _pages.Read(_leaf).Slice(_start, _length) : _overflow.Payload;

    /// <summary>Before the first row whose id is greater; before the very first where there is none to be greater than.</summary>
    public void Seek(uint root, long? after, uint pageCount)
    {
        _pages.Begin(pageCount);
        _overflow.Begin(pageCount);
        _depth = 0;
        (_last, _hasLast) = (after ?? 0, after is not null);
        Descend(root, after);
        if (after is { } bound)
            SkipTo(bound);
    }

    /// <summary>Whether there is a row.</summary>
    public bool Next()
    {
        while (_cell == _cells)
        {
            if (!NextLeaf())
                return false;
        }
        var leaf = _pages.Read(_leaf);
        ReadCell(leaf, CellAt(leaf, _cell++));
        if (_hasLast && RowId <= _last)
            throw new UnexpectedPageException("rows out of order");
        (_last, _hasLast) = (RowId, true);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadCell(ReadOnlySpan<byte> leaf, int at)
    {
        var payload = Varint.Read(leaf, ref at);
        RowId = (long)Varint.Read(leaf, ref at);
        if (payload > LongestPayload)
            throw new UnexpectedPageException("the length of a row");
        (_start, _length) = (at, (int)payload);
        _isLocal = _length <= form.MostLocal;
        if (_isLocal)
            return;
        var local = leaf.Slice(at, form.Local(_length));
        var first = BinaryPrimitives.ReadUInt32BigEndian(leaf[(at + local.Length)..]);
        _overflow.Read(local, first, _length);
    }

    private void SkipTo(long after)
    {
        var leaf = _pages.Read(_leaf);
        var (low, high) = (0, _cells);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var at = CellAt(leaf, middle);
            _ = Varint.Read(leaf, ref at);
            if ((long)Varint.Read(leaf, ref at) > after)
                high = middle;
            else
                low = middle + 1;
        }
        _cell = low;
    }

    private bool NextLeaf()
    {
        while (_depth > 0)
        {
            var parent = _path[_depth - 1];
            if (parent.TryNext(out var child))
            {
                Descend(child, after: null);
                return true;
            }
            _depth--;
        }
        return false;
    }

    private void Descend(uint page, long? after)
    {
        while (true)
        {
            var bytes = _pages.Read(page);
            var cells = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            if (bytes[0] is not (Interior or Leaf) || (cells == 0 && _depth > 0))
                throw new UnexpectedPageException("a page of the tree");
            if (bytes[0] == Leaf)
            {
                (_leaf, _cell, _cells) = (page, 0, cells);
                return;
            }
            page = Enter(bytes, cells).Seek(after);
        }
    }

    private InteriorPage Enter(ReadOnlySpan<byte> bytes, int cells)
    {
        if (_depth == MostLevels)
            throw new UnexpectedPageException("the depth of the tree");
        if (_depth == _path.Count)
            _path.Add(new InteriorPage(form.UsableSize));
        var page = _path[_depth++];
        page.Load(bytes, cells, InteriorHeader);
        return page;
    }

    private static int CellAt(ReadOnlySpan<byte> leaf, int cell) =>
        BinaryPrimitives.ReadUInt16BigEndian(leaf[(LeafHeader + (2 * cell))..]);
}
