using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Pages;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>A table of a SQLite file as source.</summary>
internal sealed class SqliteTableSource : ITableSource
{
    private readonly SqliteSession _session;
    private readonly KeyChoice _key;
    private readonly IReadOnlyList<MappedExpression> _columns;
    private readonly string? _filter;
    private readonly long _memoryLimit;
    private readonly IReadOnlyList<string> _expressions;
    private IReadOnlyList<string> _values;
    private StoredValues? _conversion;
    private Dictionary<RangeSegment, RowReader> _readers;
    private PageReader? _pages;
    private ReadOnlyMemory<byte>? _emptyImage;

    private SqliteTableSource(SqliteSession session, TableDefinition table, TableJob job)
    {
        _session = session;
        Table = table;
        var map = new ColumnMap(table, job.Table);
        _columns = map.Columns();
        _filter = map.Filter();
        _key = KeyChoice.Of(table);
        _memoryLimit = job.Configuration.MemoryLimit;
        _expressions = map.Expressions();
        _values = [.. _columns.Select(c => c.Sql)];
        _readers = Readers();
        _pages = Pages();
    }

    public TableDefinition Table { get; }

    public IReadOnlyList<MappedColumn> Columns => [.. _columns.Select(c => c.Column)];

    public TableKey Key => _key.Key;

    public string Path => _session.Path;

    /// <summary>Whether reading a row twice gives the same values, in whatever connection.</summary>
    public bool IsRepeatable => _expressions.All(e => RepeatableExpression.Is(_session, e));

    /// <summary>Whether rows are read from the file's pages, where nothing is unusual about them.</summary>
    public bool ReadsPages => _pages is not null;

    public static SqliteTableSource Open(SqliteSession session, TableJob job)
    {
        try
        {
            var table = new SqliteSchemaReader(session).ReadTable(job.SourceTable) ?? throw new MigrationException(ErrorCodes.TableUnknown,
                $"Database '{job.SourceDatabase}' has no table '{job.SourceTable}' that can be migrated. Correct the name; views and virtual tables do not count.");
            return new SqliteTableSource(session, table, job);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Conform(TableDefinition target)
    {
        var readers = _readers;
        _conversion = target.Dialect == Table.Dialect ? null : new StoredValues(Table.Name, ColumnForms.Between(Table, Columns, target));
        _values = [.. _columns.Select(c => _conversion is null ? Conformed(c, target) : c.Sql)];
        _readers = Readers();
        Dispose(readers);
        _pages?.Dispose();
        _pages = Pages();
    }

    /// <summary>From here on batches hold their rows as a <see cref="TableImage"/> too, where that can be.</summary>
    /// <param name="empty">The database that an image begins with.</param>
    public void CarryImages(ReadOnlyMemory<byte> empty)
    {
        _emptyImage = empty;
        _pages?.EmptyImage = empty;
    }

    public ValueTask<string?> MarkAsync(CancellationToken cancellation) => ValueTask.FromResult<string?>(FileMark.Of(_session.Path));

    public Task<long> CountRowsAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return _session.QueryInteger($"SELECT count(*) FROM {SqliteNames.Quote(Table.Name)}{(_filter is null ? "" : " WHERE " + _filter)}");
    }, cancellation);

    public Task<long> EstimateBytesAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return new SqliteSizeEstimate(_session).Of(Table.Name);
    }, cancellation);

    public Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return Key.Kind == KeyKind.WholeTable ? [] : new KeyCut(_session, Shapes("main")[RangeSegment.Keyed]).Cut(parts);
    }, cancellation);

    public ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        using var interruption = _session.InterruptOn(cancellation);
        batch.Conversion = _conversion;
        if (Key.Kind == KeyKind.WholeTable)
            ReadWhole(batch);
        else if ((_conversion is not null && batch.MostRejects > 0) || !TryReadPages(batch, from, upTo, limits))
            _readers[from.Segment].Read(batch, from.After.Span, upTo.Span, limits);
        return ValueTask.CompletedTask;
    }

    public RangeCursor AfterSegment(RangeSegment segment) => segment == RangeSegment.Keyed && Key.MayBeNull
        ? new RangeCursor(RangeSegment.Nulls, ReadOnlyMemory<byte>.Empty)
        : new RangeCursor(RangeSegment.End, ReadOnlyMemory<byte>.Empty);

    /// <summary>What is read of each segment, by a connection where the file has the name <paramref name="schema"/>.</summary>
    public IReadOnlyDictionary<RangeSegment, RowShape> Shapes(string schema)
    {
        var shape = new RowShape
        {
            Table = $"{schema}.{SqliteNames.Quote(Table.Name)}",
            Values = _values,
            Key = Key.Kind == KeyKind.RowId ? [_key.RowId!] : _key.Operands,
            Filter = Both(_filter, Key.MayBeNull ? string.Join(" AND ", _key.Columns.Select(c => $"{SqliteNames.Quote(c.Column!)} IS NOT NULL")) : null),
            Required = [.. _columns.Index().Where(c => c.Item.Column.Required).Select(c => c.Index)],
        };
        var shapes = new Dictionary<RangeSegment, RowShape> { [RangeSegment.Keyed] = shape };
        if (Key.MayBeNull)
            shapes[RangeSegment.Nulls] = shape with { Key = [_key.RowId!], Filter = Both(_filter, _key.AnyNull) };
        return shapes;
    }

    public ValueTask DisposeAsync()
    {
        Dispose(_readers);
        _pages?.Dispose();
        _session.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ReadWhole(RowBatch batch)
    {
        _readers[RangeSegment.Keyed].Read(batch, [], upTo: [], new BatchLimits(int.MaxValue, _memoryLimit));
        if (!batch.EndsSegment)
            throw new MigrationException(ErrorCodes.PlanUnsupported,
                $"Table '{Table.Name}' has no key and hides its row id, so it is copied as one range, and is larger than memoryLimit. Raise memoryLimit or add a unique index.");
    }

    private bool TryReadPages(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits) => _pages is not null
        && TryReadRowId(from.After.Span, out var after) && TryReadRowId(upTo.Span, out var last) && _pages.TryRead(batch, after, last, limits);

    private static bool TryReadRowId(ReadOnlySpan<byte> key, out long? rowId)
    {
        var values = new ValueReader(key);
        rowId = values.Next() && values.Tag == ValueTag.Integer ? values.Integer : null;
        return rowId is not null || key.IsEmpty;
    }

    // Only where the ranges follow the row id, and every value travels as it is stored.
    private PageReader? Pages()
    {
        var isByRowId = Key.Kind == KeyKind.RowId || (Key.Kind == KeyKind.Columns && Table.RowIdColumn is not null);
        if (!isByRowId || _filter is not null || !_columns.Zip(_values).All(c => c.First.Column is { IsDirect: true, Source: { } source } && c.Second == SqliteNames.Quote(source.Name)))
            return null;
        var pages = PageReader.TryOpen(_session, Table, [.. _columns.Select(c => (c.Column.Source!.Name, c.Column.Required))]);
        pages?.EmptyImage = _emptyImage;
        return pages;
    }

    private Dictionary<RangeSegment, RowReader> Readers() =>
        Shapes("main").ToDictionary(s => s.Key, s => new RowReader(_session, s.Value));

    private static string? Both(string? left, string? right) => left is null ? right : right is null ? left : $"{left} AND ({right})";

    private string Conformed(MappedExpression column, TableDefinition target)
    {
        var wanted = target.FindColumn(column.Column.Target);
        if (wanted is null)
            return column.Sql;
        var affinity = Affinities.Of(wanted, target.IsStrict);
        var same = column.Column is { IsDirect: true, Source: { } source } && Affinities.Of(source, Table.IsStrict) == affinity;
        return same ? column.Sql : Affinities.Stored(column.Sql, affinity);
    }

    private static void Dispose(Dictionary<RangeSegment, RowReader> readers)
    {
        foreach (var reader in readers.Values)
            reader.Dispose();
    }
}
