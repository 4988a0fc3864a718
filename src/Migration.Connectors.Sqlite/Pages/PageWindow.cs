namespace Migration.Connectors.Sqlite.Pages;

/// <summary>Pages of a file in memory, several where they are asked for one after another. What it gives holds until the next page is asked for.</summary>
internal sealed class PageWindow(PageFile file, PageForm form)
{
    private const int Bytes = 128 * 1024;

    private readonly byte[] _buffer = new byte[Math.Max(Bytes, form.Size)];
    private uint _pageCount;
    private uint _first;
    private uint _count;

    /// <summary>Forgets what it holds: a new transaction may see other pages.</summary>
    public void Begin(uint pageCount) => (_pageCount, _first, _count) = (pageCount, 0, 0);

    public ReadOnlySpan<byte> Read(uint page)
    {
        if (page - _first >= _count)
            Fill(page);
        return _buffer.AsSpan((int)(page - _first) * form.Size, form.UsableSize);
    }

    private void Fill(uint page)
    {
        // Page 1 holds the schema; no other tree has it.
        if (page < 2 || page > _pageCount)
            throw new UnexpectedPageException("a page number");
        var most = page == _first + _count ? _buffer.Length / form.Size : 1;
        var count = (uint)Math.Min(most, _pageCount - page + 1L);
        _count = 0;
        if (!file.TryRead((page - 1L) * form.Size, _buffer.AsSpan(0, (int)count * form.Size)))
            throw new UnexpectedPageException("a page that can't be read");
        (_first, _count) = (page, count);
    }
}
