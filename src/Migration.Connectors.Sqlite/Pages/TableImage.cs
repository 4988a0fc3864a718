using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>
/// Rows in the form of a whole database of one table, from which SQLite copies records without decoding them. Made
/// anew, not from the source's pages: a leaf is never half filled or damaged, and a range may begin and end anywhere.
/// </summary>
/// <param name="giveBack">Takes it when it is disposed, to be used again.</param>
internal sealed class TableImage(ReadOnlyMemory<byte> empty, Action<TableImage> giveBack) : IDisposable
{
    /// <summary>The page size.</summary>
    public const int PageSize = 32 * 1024;

    /// <summary>Where it has so many bytes, one page above the leaves still suffices.</summary>
    public const long MostBytes = 32L * 1024 * 1024;

    private const byte Interior = 5, Leaf = 13;
    private const int InteriorHeader = 12, LeafHeader = 8, RightMost = 8;
    private const int LeastCell = 4;
    private const uint Root = 2;
    private const int ChangeCounter = 24, PageCount = 28, ChangeCounterAtCount = 92;

    private static readonly PageForm s_form = new(PageSize, PageSize);

    private readonly List<(uint Page, long LastRowId)> _leaves = [];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(8 * PageSize, pinned: true);
    private uint _pages;
    private uint _leaf;
    private int _cells, _content;
    private long _lastRowId;

    /// <summary>What the rows take.</summary>
    public long Bytes => (_pages - 1) * (long)PageSize - _content;

    /// <summary>The database; it stays in its place in memory.</summary>
    public ReadOnlySpan<byte> Database => _bytes.AsSpan(0, (int)_pages * PageSize);

    public TableImage Clear()
    {
        empty.Span.CopyTo(_bytes);
        _leaves.Clear();
        _pages = Root;
        BeginLeaf(Root);
        return this;
    }

    /// <summary>Adds a row whose id is greater than that of the row before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long rowId, ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[2 * Varint.LongestSize];
        var headSize = Varint.Write(head, (ulong)record.Length);
        headSize += Varint.Write(head[headSize..], (ulong)rowId);
        var local = s_form.Local(record.Length);
        var size = Math.Max(LeastCell, headSize + local + (local < record.Length ? sizeof(uint) : 0));
        if (_content - size < LeafHeader + (2 * (_cells + 1)))
        {
            EndLeaf();
            BeginLeaf(NewPage());
        }
        _content -= size;
        var cell = Page(_leaf)[_content..];
        head[..headSize].CopyTo(cell);
        record[..local].CopyTo(cell[headSize..]);
        BinaryPrimitives.WriteUInt16BigEndian(Page(_leaf)[(LeafHeader + (2 * _cells))..], (ushort)_content);
        (_cells, _lastRowId) = (_cells + 1, rowId);
        if (local < record.Length)
            AddOverflow(record[local..], _content + headSize + local);
    }

    /// <summary>Ends the last leaf and puts the root above the leaves. No row can be added any more.</summary>
    public void Complete()
    {
        WriteHeader(Page(_leaf), Leaf, _cells, _content);
        if (_leaves.Count > 0)
            WriteRoot();
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(PageCount), _pages);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(ChangeCounter), 1);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(ChangeCounterAtCount), 1);
    }

    public void Dispose() => giveBack(this);

    private void AddOverflow(ReadOnlySpan<byte> rest, int pointerInLeaf)
    {
        var pointer = ((int)(_leaf - 1) * PageSize) + pointerInLeaf;
        while (!rest.IsEmpty)
        {
            var page = NewPage();
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(pointer), page);
            pointer = (int)(page - 1) * PageSize;
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(pointer), 0);
            var part = rest[..Math.Min(rest.Length, s_form.OverflowRoom)];
            part.CopyTo(Page(page)[sizeof(uint)..]);
            rest = rest[part.Length..];
        }
    }

    private void BeginLeaf(uint page) => (_leaf, _cells, _content) = (page, 0, PageSize);

    // The first leaf is the root, until there is a second one.
    private void EndLeaf()
    {
        WriteHeader(Page(_leaf), Leaf, _cells, _content);
        var page = _leaf == Root ? NewPage() : _leaf;
        if (page != _leaf)
            Page(_leaf).CopyTo(Page(page));
        _leaves.Add((page, _lastRowId));
    }

    private void WriteRoot()
    {
        var root = Page(Root);
        var content = PageSize;
        Span<byte> cell = stackalloc byte[sizeof(uint) + Varint.LongestSize];
        for (var i = 0; i < _leaves.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(cell, _leaves[i].Page);
            var size = sizeof(uint) + Varint.Write(cell[sizeof(uint)..], (ulong)_leaves[i].LastRowId);
            content -= size;
            cell[..size].CopyTo(root[content..]);
            BinaryPrimitives.WriteUInt16BigEndian(root[(InteriorHeader + (2 * i))..], (ushort)content);
        }
        WriteHeader(root, Interior, _leaves.Count, content);
        BinaryPrimitives.WriteUInt32BigEndian(root[RightMost..], _leaf);
    }

    private static void WriteHeader(Span<byte> page, byte kind, int cells, int content)
    {
        page[..LeafHeader].Clear();
        page[0] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(page[3..], (ushort)cells);
        BinaryPrimitives.WriteUInt16BigEndian(page[5..], (ushort)content);
    }

    private uint NewPage()
    {
        if (++_pages * (long)PageSize > _bytes.Length)
        {
            var grown = GC.AllocateUninitializedArray<byte>(checked(_bytes.Length * 2), pinned: true);
            _bytes.CopyTo(grown, 0);
            _bytes = grown;
        }
        return _pages;
    }

    private Span<byte> Page(uint page) => _bytes.AsSpan((int)(page - 1) * PageSize, PageSize);
}
