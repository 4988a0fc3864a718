using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Reads back the rows that an execution wrote to its target, and no others.</summary>
internal sealed class TargetRows : IDisposable
{
    private readonly SqliteSession _session;
    private readonly RowShape _shape;
    private readonly int _columns;
    private readonly RangeLocator _locator;
    private readonly StoredValues? _conversion;
    private readonly RowReader? _byKey;
    private readonly RowReader? _byRowId;

    public TargetRows(SqliteSession session, TableDefinition table, IReadOnlyList<MappedColumn> columns, (RangeLocator Locator, StoredValues? Conversion, UndoRecord? Undo) found)
    {
        _session = session;
        _locator = found.Locator;
        _conversion = found.Conversion;
        _columns = columns.Count;
        _shape = new RowShape
        {
            Table = SqliteNames.Quote(table.Name),
            Values = [.. columns.Select(c => SqliteNames.Quote(c.Target))],
            Key = _locator.SharedKey ?? (_locator.RowId is { } rowId ? [rowId] : _locator.Identity.Operands),
            Filter = KeyBackup.Excluding(found.Undo?.KeysTable, table, _locator.Identity),
        };
        if (_locator.SharedKey is not null)
            _byKey = new RowReader(session, _shape with { Filter = WithoutNulls(_locator.SharedKey) });
        if (_locator.AssignsRowIds)
            _byRowId = new RowReader(session, _shape with { Key = [_locator.RowId!], Filter = null });
    }

    public bool Finds(LedgerRange range) => _locator.FindsByKey(range) || (_locator.AssignsRowIds && (range.Hash.Rows == 0 || range.TargetRows is not null));

    public void Read(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits)
    {
        batch.Conversion = _conversion;
        if (_locator.FindsByKey(range))
            _byKey!.Read(batch, after.IsEmpty ? range.From.After.Span : after.Span, range.EndsSegment ? [] : range.Upper.Span, limits);
        else if (range.TargetRows is { } rows)
            _byRowId!.Read(batch, after.IsEmpty ? Key(rows.First - 1) : after.Span, Key(rows.Last), limits);
        else
            batch.EndsSegment = true;
    }

    public RangeHash HashAll(RowHashKind kind) => new TableState(_session).Walk(_shape, new RowBatch(_columns) { Conversion = _conversion, HashKind = kind });

    public void Dispose()
    {
        _byKey?.Dispose();
        _byRowId?.Dispose();
    }

    /// <summary>Rows with a NULL in their key are ranges of their own, and (2, NULL) > (1, 5) would find them here too.</summary>
    private string WithoutNulls(IReadOnlyList<string> key)
    {
        var noNulls = string.Join(" AND ", key.Select(operand => $"{operand} IS NOT NULL"));
        return _shape.Filter is null ? noNulls : $"{_shape.Filter} AND {noNulls}";
    }

    private static byte[] Key(long rowId)
    {
        var key = new KeyBuffer();
        key.AddInteger(rowId);
        return key.ToArray();
    }
}
