using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Pages;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// Copies ranges inside SQLite, while another connection reads and hashes the ranges that follow: from the image that
/// a batch carries, else from the attached source file.
/// </summary>
internal sealed class PushDown : IDisposable
{
    private readonly SqliteSession _session;
    private readonly SourceAttachment _attachment;
    private readonly ImageAttachment? _images;
    private readonly string _insert;
    private readonly string? _insertImage;
    private readonly IReadOnlyDictionary<RangeSegment, RowShape> _shapes;
    private readonly Dictionary<(RangeSegment Segment, bool After, bool UpTo), SqliteStatement> _statements = [];
    private readonly long _version;

    private PushDown(SqliteSession session, SourceAttachment attachment, SqliteTableSource source, string table)
    {
        _session = session;
        _attachment = attachment;
        _shapes = source.Shapes(SourceAttachment.Schema);
        _insert = $"INSERT INTO main.{SqliteNames.Quote(table)} ({SqliteNames.QuoteAll(source.Columns.Select(c => c.Target))}) ";
        _version = attachment.Version;
        if (!source.ReadsPages || ImageAttachment.TryAttach(session, source.Table) is not { } images)
            return;
        _images = images;
        _insertImage = InsertImage(source, table);
        source.CarryImages(images.Empty);
    }

    /// <summary>Null where the rows must go through this process. Opened before the first range is read.</summary>
    public static PushDown? TryOpen(SqliteSession session, ITableSource source, string table)
    {
        if (source is not SqliteTableSource { IsRepeatable: true } file || SourceAttachment.TryAttach(session, file.Path) is not { } attachment)
            return null;
        var pushDown = new PushDown(session, attachment, file, table);
        try
        {
            pushDown.Statement(RangeSegment.Keyed, after: false, upTo: source.Key.Kind != KeyKind.WholeTable);
            return pushDown;
        }
        catch (SqliteFailure)
        {
            // An expression that calls the source's file by its name there, main.
            pushDown.Dispose();
            return null;
        }
    }

    /// <summary>Before the transaction that writes a batch: what it needs, until it is over.</summary>
    public IDisposable? Show(RowBatch batch) => batch.NativeRows is TableImage image ? _images!.Show(image) : null;

    /// <summary>
    /// Inserts the rows of a batch's range, in its caller's transaction, which sees the source as of one moment. Where
    /// the source was written to since copying began, the range is read again at that moment into the batch.
    /// </summary>
    public (long First, long Last)? Write(RowBatch batch, RangeCursor from)
    {
        var inserted = batch.NativeRows is null ? PullRows(batch, from) : _session.Execute(_insertImage!, []);
        if (inserted != batch.Rows || batch.MissingValues > 0)
            throw new MigrationException(ErrorCodes.SourceChanged,
                "The source changed while a range of it was copied. Nothing of the range was written; it is tried again.", transient: true);
        return inserted == 0 ? null : (_session.LastInsertRowId - inserted + 1, _session.LastInsertRowId);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _images?.Dispose();
        _attachment.Dispose();
    }

    private int PullRows(RowBatch batch, RangeCursor from)
    {
        var upper = batch.LastKey.ToArray();
        if (_attachment.Version != _version)
            ReadAgain(batch, from, upper);
        return Insert(from, upper);
    }

    // Only a bare SELECT * into a bare table lets SQLite copy records as they are. Where it still can't, it inserts row by row.
    private string InsertImage(SqliteTableSource source, string table)
    {
        var target = new SqliteSchemaReader(_session).ReadTable(table)!.Columns.Where(c => !c.IsGenerated).Select(c => c.Name);
        var places = source.Columns.Select(c => source.Table.Columns.Index().First(t => t.Item == c.Source).Index).ToList();
        var isWhole = target.SequenceEqual(source.Columns.Select(c => c.Target), StringComparer.OrdinalIgnoreCase);
        return isWhole && places.SequenceEqual(Enumerable.Range(0, source.Table.Columns.Count))
            ? $"INSERT INTO main.{SqliteNames.Quote(table)} SELECT * FROM {ImageAttachment.Table}"
            : $"{_insert} SELECT {string.Join(", ", places.Select(ImageAttachment.Column))} FROM {ImageAttachment.Table}";
    }

    private void ReadAgain(RowBatch batch, RangeCursor from, byte[] upper)
    {
        using var reader = new RowReader(_session, _shapes[from.Segment]);
        batch.Clear();
        reader.Read(batch, from.After.Span, upper, new BatchLimits(int.MaxValue, long.MaxValue));
    }

    private int Insert(RangeCursor from, byte[] upper)
    {
        var statement = Statement(from.Segment, from.After.Length > 0, upper.Length > 0);
        try
        {
            var parameter = KeyComparison.Bind(statement, 1, from.After.Span);
            KeyComparison.Bind(statement, parameter, upper);
            statement.Step();
            return _session.Changes;
        }
        finally
        {
            statement.Reset();
        }
    }

    private SqliteStatement Statement(RangeSegment segment, bool after, bool upTo)
    {
        if (!_statements.TryGetValue((segment, after, upTo), out var statement))
            _statements[(segment, after, upTo)] = statement = _session.Prepare(_insert + _shapes[segment].Select(_shapes[segment].Values, after, upTo));
        return statement;
    }
}
