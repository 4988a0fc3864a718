namespace Migration.Connectors.Sqlite.Pages;

/// <summary>The pages of a file.</summary>
/// <param name="UsableSize">What extensions reserve at the end of each page is left out.</param>
internal readonly record struct PageForm(int Size, int UsableSize)
{
    /// <summary>The most of a row's record that lies in its leaf page.</summary>
    public int MostLocal => UsableSize - 35;

    /// <summary>Of an overflow page, the number of the next one left out.</summary>
    public int OverflowRoom => UsableSize - 4;

    private int LeastLocal => ((UsableSize - 12) * 32 / 255) - 23;

    /// <summary>How much of a record lies in its leaf page; the rest is in overflow pages.</summary>
    public int Local(int record)
    {
        if (record <= MostLocal)
            return record;
        var wanted = LeastLocal + ((record - LeastLocal) % OverflowRoom);
        return wanted <= MostLocal ? wanted : LeastLocal;
    }
}
