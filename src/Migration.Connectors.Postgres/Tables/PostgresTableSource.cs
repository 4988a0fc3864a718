using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>A table of a PostgreSQL database as source.</summary>
internal sealed class PostgresTableSource : ITableSource
{
    private readonly PostgresSession _session;
    private readonly string _schema;
    private readonly KeyChoice _key;
    private readonly IReadOnlyList<MappedExpression> _columns;
    private readonly string? _filter;
    private RowShape _shape;
    private RowReader? _keyed;
    private BlockReader? _blocks;

    private PostgresTableSource(PostgresSession session, string schema, TableDefinition table, (IReadOnlyList<MappedExpression> Columns, string? Filter) map)
    {
        _session = session;
        _schema = schema;
        Table = table;
        (_columns, _filter) = map;
        Columns = [.. _columns.Select(c => c.Column)];
        _key = KeyChoice.Of(table);
        _shape = Shape(target: null);
    }

    public TableDefinition Table { get; }

    public IReadOnlyList<MappedColumn> Columns { get; }

    public bool IsRepeatable { get; private init; } = true;

    public TableKey Key => _key.Key;

    public IReadOnlyList<KeyPart> KeyParts => _key.Parts;

    /// <summary>The server and the database, to know one's own again.</summary>
    public (string Host, int Port, string Database) Place => (_session.Connection.Host ?? "", _session.Connection.Port, _session.Connection.Database);

    public static async Task<PostgresTableSource> OpenAsync(PostgresSession session, string schema, TableJob job, CancellationToken cancellation)
    {
        try
        {
            var table = await new PostgresSchemaReader(session, schema).RequireTableAsync(job.SourceTable, job.SourceDatabase, cancellation);
            var map = new ColumnMap(table, job.Table);
            var columns = await new ExpressionTypes(session, PostgresNames.Of(schema, table.Name)).DescribeAsync(map.Columns(), cancellation);
            return new PostgresTableSource(session, schema, table, (columns, map.Filter()))
            {
                IsRepeatable = await RepeatableExpression.AreAsync(session, map.Expressions(), cancellation),
            };
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public void Conform(TableDefinition target)
    {
        _shape = Shape(target);
        (_keyed, _blocks) = (null, null);
    }

    public ValueTask<string?> MarkAsync(CancellationToken cancellation) => Mark.TakeAsync(cancellation);

    public ValueTask<bool> HoldsAsync(string mark, long? rows, CancellationToken cancellation) =>
        Mark.HoldsAsync(mark, rows, _filter is null && Columns.All(c => c.IsDirect), cancellation);

    private SourceMark Mark => new(_session, PostgresNames.Of(_schema, Table.Name));

    public async Task<long> CountRowsAsync(CancellationToken cancellation) =>
        await _session.ScalarAsync<long>($"SELECT count(*) FROM {_shape.Table}{(_filter is null ? "" : $" WHERE {_filter}")}", cancellation);

    public Task<long> EstimateBytesAsync(CancellationToken cancellation) => PostgresSizes.OfTableAsync(_session, PostgresNames.Of(_schema, Table.Name), cancellation);

    /// <summary>From here on rows are read as of now; another session of the server may read them so, too.</summary>
    public async Task<string> ExportSnapshotAsync(CancellationToken cancellation)
    {
        await _session.ExecuteAsync("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        return (await _session.ScalarAsync<string>("SELECT pg_export_snapshot()", cancellation))!;
    }

    /// <summary>The query for the values of a range's rows, without their order.</summary>
    public string SelectRange(ReadOnlySpan<byte> after, ReadOnlySpan<byte> upTo)
    {
        var conditions = new List<string> { KeyPart.Compare(_key.Parts, "<=", upTo) };
        if (!after.IsEmpty)
            conditions.Add(KeyPart.Compare(_key.Parts, ">", after));
        return _shape.Select(conditions, limit: null);
    }

    public async Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation) => Key.Kind == KeyKind.Columns
        ? await new KeySample(_session, KeyedShape).CutAsync(parts, await CountRowsAsync(cancellation), cancellation)
        : [];

    public async ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        if (from.Segment == RangeSegment.Keyed && Key.Kind == KeyKind.Columns)
            await Keyed().ReadAsync(batch, from.After, upTo, limits, cancellation);
        else
            await Blocks().ReadAsync(batch, from.After, upTo, limits, cancellation);
    }

    public RangeCursor AfterSegment(RangeSegment segment) => segment == RangeSegment.Keyed && Key.MayBeNull
        ? new RangeCursor(RangeSegment.Nulls, ReadOnlyMemory<byte>.Empty)
        : new RangeCursor(RangeSegment.End, ReadOnlyMemory<byte>.Empty);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private RowReader Keyed() => _keyed ??= new RowReader(_session, KeyedShape);

    private RowShape KeyedShape => _shape with
    {
        Key = _key.Parts,
        Filter = Key.MayBeNull ? (_filter is null ? _key.NoNull : $"{_filter} AND {_key.NoNull}") : _filter,
    };

    private BlockReader Blocks() => _blocks ??= new BlockReader(
        _session, _shape, PostgresNames.Of(_schema, Table.Name), Key.Kind == KeyKind.Columns ? _key.AnyNull : null);

    private RowShape Shape(TableDefinition? target)
    {
        var forms = ColumnForms.Between(Table, Columns, target);
        return new RowShape
        {
            // What inherits from a table is a table of its own; partitions are the table.
            Table = (Table.HasChildren ? "ONLY " : "") + PostgresNames.Of(_schema, Table.Name),
            Values = [.. _columns.Select((c, i) => Wire(c, forms[i]))],
            Forms = [.. forms.Select(f => f.Form)],
            Filter = _filter,
            Required = [.. _columns.Index().Where(c => c.Item.Column.Required).Select(c => c.Index)],
        };
    }

    private static string Wire(MappedExpression column, ColumnForm form)
    {
        if (form.Form == ValueForm.Native)
            return column.Column is { IsDirect: true, Source: { } source } && source.DeclaredType == form.TargetType ? column.Sql : $"({column.Sql})::{form.TargetType}";
        return $"({column.Sql})::{PostgresTypes.WireType(form)}";
    }
}
