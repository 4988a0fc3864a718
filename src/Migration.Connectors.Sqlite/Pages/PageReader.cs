using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>
/// Reads ranges of a table in the order of its row ids straight from the pages of its file, within a read transaction
/// of SQLite's, which keeps them as they are. Many times faster than a statement; where anything is unusual it reads
/// nothing, and the statement does it.
/// </summary>
internal sealed class PageReader : IDisposable
{
    private const int LargestRowOfImage = 16 * 1024 * 1024;

    private readonly SqliteSession _session;
    private readonly PageFile _file;
    private readonly SqliteStatement _root;
    private readonly RecordReader _records;
    private readonly ConcurrentBag<TableImage> _images = [];
    private readonly byte[] _header = new byte[DatabaseHeader.Size];
    private TableCursor? _cursor;
    private PageForm _form;
    private bool _gaveUp;

    private PageReader(SqliteSession session, PageFile file, TableDefinition table, RecordReader records)
    {
        _session = session;
        _file = file;
        _records = records;
        // As long as the text of its definition is the same, so are its records' columns.
        _root = session.Prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND sql = ?2");
        _root.Bind([table.Name, table.Sql]);
    }

    /// <summary>The empty database that images of rows begin with; null where none are asked for.</summary>
    public ReadOnlyMemory<byte>? EmptyImage { get; set; }

    /// <summary>Null where a statement must read the table.</summary>
    /// <param name="columns">Columns of the table, in the order of the values; whether NULL makes a batch unfit.</param>
    public static PageReader? TryOpen(SqliteSession session, TableDefinition table, IReadOnlyList<(string Column, bool Required)> columns)
    {
        if (table.IsWithoutRowId || table.Columns.Any(c => c.IsGenerated) || !session.IsUtf8 || PageFile.TryOpen(session) is not { } file)
            return null;
        var stored = table.Columns.Select(c => new StoredColumn(
            c.Name.Equals(table.RowIdColumn, StringComparison.OrdinalIgnoreCase), Affinities.Of(c, table.IsStrict) == Affinity.Real, c.NotNull));
        var places = columns.Select(c => table.Columns.Index().First(t => t.Item.Name == c.Column).Index);
        return new PageReader(session, file, table, new RecordReader([.. stored], [.. places], [.. columns.Select(c => c.Required)]));
    }

    /// <summary>Fills a cleared batch with the rows after a row id, up to and with another. False where it did not, and left the batch cleared.</summary>
    public bool TryRead(RowBatch batch, long? after, long? upTo, BatchLimits limits)
    {
        if (_gaveUp)
            return false;
        try
        {
            return Read(batch, after, upTo ?? long.MaxValue, limits);
        }
        catch (Exception unexpected) when (unexpected is UnexpectedPageException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // The bounds of spans are part of the checks: a damaged file names places outside of its pages.
            _gaveUp = true;
            batch.Clear();
            return false;
        }
    }

    public void Dispose() => _root.Dispose();

    private bool Read(RowBatch batch, long? after, long upTo, BatchLimits limits)
    {
        _session.Execute("BEGIN");
        try
        {
            var root = Root();
            if (root is 0 || !_file.TryRead(0, _header))
                return false;
            var header = DatabaseHeader.Read(_header);
            if (header.IsWal && !_file.LogIsEmpty)
                return false;
            Cursor(header.Pages).Seek(root, after, header.PageCount);
            ReadRows(batch, upTo, limits);
            return true;
        }
        finally
        {
            _session.Execute("COMMIT");
        }
    }

    // Also what begins to read, and so what takes the lock.
    private uint Root()
    {
        var root = _root.Step() ? _root.GetInteger(0) : 0;
        _root.Reset();
        return root is > 0 and <= uint.MaxValue ? (uint)root : 0;
    }

    // VACUUM may have given the file another page size.
    private TableCursor Cursor(PageForm form)
    {
        if (_cursor is null || form != _form)
            (_cursor, _form) = (new TableCursor(_file, form), form);
        return _cursor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRows(RowBatch batch, long upTo, BatchLimits limits)
    {
        var image = Image();
        batch.NativeRows = image;
        batch.EndsSegment = true;
        var last = 0L;
        while (batch.EndsSegment && _cursor!.Next() && _cursor.RowId <= upTo)
        {
            var record = _cursor.Payload;
            _records.Read(batch, last = _cursor.RowId, record);
            batch.EndRow();
            image?.Add(_cursor.RowId, record.Length <= LargestRowOfImage ? record : throw new UnexpectedPageException("a large row"));
            batch.EndsSegment = batch.Bytes < limits.Bytes && batch.Rows < limits.Rows && !(image?.Bytes >= Math.Min(limits.Bytes, TableImage.MostBytes));
        }
        if (batch.Rows > 0)
            batch.LastKey.AddInteger(last);
        image?.Complete();
    }

    private TableImage? Image()
    {
        if (EmptyImage is not { } empty)
            return null;
        return (_images.TryTake(out var image) ? image : new TableImage(empty, _images.Add)).Clear();
    }
}
