using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// Copies ranges inside SQLite, from the attached source file into the target, while another connection reads and
/// hashes the ranges that follow.
/// </summary>
internal sealed class PushDown : IDisposable
{
    private readonly SqliteSession _session;
    private readonly SourceAttachment _attachment;
    private readonly string _insert;
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

    /// <summary>
    /// Inserts the rows of a batch's range, in its caller's transaction, which sees the source as of one moment. Where
    /// the source was written to since copying began, the range is read again at that moment into the batch.
    /// </summary>
    public (long First, long Last)? Write(RowBatch batch, RangeCursor from)
    {
        var upper = batch.LastKey.ToArray();
        if (_attachment.Version != _version)
            ReadAgain(batch, from, upper);
        var inserted = Insert(from, upper);
        if (inserted != batch.Rows || batch.MissingValues > 0)
            throw new MigrationException(ErrorCodes.SourceChanged,
                "The source changed while a range of it was copied. Nothing of the range was written; it is tried again.", transient: true);
        return inserted == 0 ? null : (_session.LastInsertRowId - inserted + 1, _session.LastInsertRowId);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _attachment.Dispose();
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
