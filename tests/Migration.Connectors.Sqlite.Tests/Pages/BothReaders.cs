using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Pages;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Sqlite.Tables;

namespace Migration.Connectors.Sqlite.Tests.Pages;

/// <summary>Table t of a file, read from its pages and by statements.</summary>
internal sealed class BothReaders : IDisposable
{
    private readonly SqliteSession _session;
    private readonly RowReader _statement;
    private readonly PageReader? _pages;
    private readonly int _columns;

    public BothReaders(string path)
    {
        _session = SqliteSession.Open(path, SessionMode.Read, "both");
        var table = new SqliteSchemaReader(_session).ReadTable("t")!;
        _columns = table.Columns.Count;
        _statement = new RowReader(_session, new RowShape
        {
            Table = "t",
            Values = [.. table.Columns.Select(c => SqliteNames.Quote(c.Name))],
            Key = [table.RowIdColumn ?? "rowid"],
        });
        _pages = PageReader.TryOpen(_session, table, [.. table.Columns.Select(c => (c.Name, false))]);
    }

    public bool CanOpenPages => _pages is not null;

    /// <summary>Null where the pages are left to the statement.</summary>
    public Seen? ReadPages(long? after, BatchLimits limits, long? upTo = null)
    {
        var batch = new RowBatch(_columns);
        return _pages!.TryRead(batch, after, upTo, limits) ? new Seen(batch) : null;
    }

    public Seen ReadStatement(long? after, BatchLimits limits, long? upTo = null)
    {
        var batch = new RowBatch(_columns);
        _statement.Read(batch, Key(after), Key(upTo), limits);
        return new Seen(batch);
    }

    private static byte[] Key(long? rowId)
    {
        var key = new KeyBuffer();
        if (rowId is { } bound)
            key.AddInteger(bound);
        return key.ToArray();
    }

    public IReadOnlyList<long> RowIds() => _session.Query("SELECT rowid FROM t ORDER BY 1", row => row.GetInteger(0));

    public void Dispose()
    {
        _statement.Dispose();
        _pages?.Dispose();
        _session.Dispose();
    }

    /// <summary>All that a batch says of what was read.</summary>
    internal sealed record Seen(string Encoded, string LastKey, RangeHash Hash, int Rows, long Bytes, bool EndsSegment)
    {
        public Seen(RowBatch batch)
            : this(Convert.ToHexString(batch.Encoded), Convert.ToHexString(batch.LastKey.Encoded), batch.Hash, batch.Rows, batch.Bytes, batch.EndsSegment)
        {
        }
    }
}
