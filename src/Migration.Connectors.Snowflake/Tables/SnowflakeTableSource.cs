using System.Globalization;
using Migration.Connectors.Comparison;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Comparison;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A table of a Snowflake database as source.</summary>
internal sealed class SnowflakeTableSource : ITableSource
{
    private readonly SnowflakeSession _session;
    private readonly SchemaPlace _place;
    private readonly TableJob _job;
    private readonly KeyChoice _key;
    private readonly IReadOnlyList<MappedExpression> _columns;
    private readonly string? _filter;
    private readonly (long Bytes, double OfRow) _size;
    private readonly RangeAhead _ahead;
    private RowShape _shape;
    private RowReader? _reader;
    private TableDefinition? _target;
    private SourceMoment? _moment;

    private SnowflakeTableSource(SnowflakeSession session, SchemaPlace place, TableJob job, (TableDefinition Table, IReadOnlyList<MappedExpression> Columns, string? Filter) map, (long Bytes, double OfRow) size)
    {
        (_session, _place, _job, _size) = (session, place, job, size);
        (Table, _columns, _filter) = map;
        Columns = [.. _columns.Select(c => c.Column)];
        _key = KeyChoice.Of(Table);
        _ahead = new RangeAhead(session);
        _shape = Shape();
    }

    public TableDefinition Table { get; }

    public IReadOnlyList<MappedColumn> Columns { get; }

    public bool IsRepeatable { get; private init; } = true;

    public string? Moment => _moment?.Text;

    public string? WhyNotAtMoment { get; private set; }

    public TableKey Key => _key.Key;

    /// <summary>The plan's filters in one condition; null where there is none.</summary>
    public string? Filter => _filter;

    public RowHashKind HashKind => _shape.HashKind;

    public string Account => _session.Options.Account;

    public SchemaPlace Place => _place;

    /// <summary>After the table's name, where it is read as of a moment.</summary>
    public string Past => _moment?.Clause ?? "";

    public static async Task<SnowflakeTableSource> OpenAsync(SnowflakeSession session, SchemaPlace place, TableJob job, CancellationToken cancellation)
    {
        var table = await new SnowflakeSchemaReader(session, place).RequireTableAsync(job.SourceTable, job.SourceDatabase, cancellation);
        var map = new ColumnMap(table, job.Table);
        var columns = await ExpressionTypes.DescribeAsync(session, place.Of(table.Name), map.Columns(), cancellation);
        var source = new SnowflakeTableSource(session, place, job, (table, columns, map.Filter()), await SnowflakeSizes.ReadAsync(session, place, table.Name, cancellation))
        {
            IsRepeatable = RepeatableExpression.Are(map.Expressions()),
        };
        if (job is { SourceMark: { } mark, ReadsNow: false })
            await source.ReadAtAsync(new SourceMoment(mark), cancellation);
        return source;
    }

    /// <summary>The query for the values of a range's rows.</summary>
    /// <param name="upTo">Empty where the table has no key, or the range no row.</param>
    public string SelectRange(ReadOnlySpan<byte> after, ReadOnlySpan<byte> upTo) => _shape.Select(KeyPart.Between(_key.Parts, after, upTo), limit: null);

    /// <summary>The condition that a row of another table has a key that a row here has, which the plan selects.</summary>
    /// <param name="table">Quoted.</param>
    /// <param name="key">Its columns, in the order of the key here.</param>
    public string Holds(string table, IReadOnlyList<KeyPart> key)
    {
        var match = _key.Parts.Zip(key, (own, other) => $"\"_MIGRATION_SOURCE\".{own.Operand} = {table}.{other.Operand}");
        return $"EXISTS (SELECT 1 FROM {_shape.Table} AS \"_MIGRATION_SOURCE\"{_shape.Where(match)})";
    }

    public void Conform(TableDefinition target)
    {
        _target = target;
        Reshape();
    }

    /// <summary>The moment as of which all is read from now on; null where that can't be relied on.</summary>
    public async ValueTask<string?> MarkAsync(CancellationToken cancellation)
    {
        await ReadAtAsync(new SourceMoment(_job.SourceMoment ?? (await SourceMoment.TakeAsync(_session, cancellation))!), cancellation);
        return Moment;
    }

    public ValueTask<bool> HoldsAsync(string mark, long? rows, CancellationToken cancellation) => ValueTask.FromResult(Moment == mark);

    /// <summary>Fails where rows share a key: ranges by it would lose some.</summary>
    public async Task<long> CountRowsAsync(CancellationToken cancellation)
    {
        if (_key.Parts.Count == 0)
            return await _session.CountAsync($"SELECT COUNT(*) FROM {_shape.Table}{_shape.Where()}", cancellation);
        var counts = await _session.QueryAsync(
            $"SELECT COUNT(*), COUNT(DISTINCT {string.Join(", ", _key.Parts.Select(part => part.Operand))}) FROM {_shape.Table}{_shape.Where()}",
            row => (Rows: long.Parse(row.GetString(0), CultureInfo.InvariantCulture), Keys: long.Parse(row.GetString(1), CultureInfo.InvariantCulture)), cancellation);
        return counts[0].Rows == counts[0].Keys ? counts[0].Rows : throw new MigrationException(ErrorCodes.ConstraintViolated,
            $"Table '{Table.Name}' has {counts[0].Rows} rows and {counts[0].Keys} different keys by its {Key.Description}, which Snowflake does not enforce. "
            + "Nothing can be read by it. Mend the rows, or drop the key from the table's definition.");
    }

    public async Task<long?> CountUnfilteredAsync(CancellationToken cancellation) =>
        _moment is null ? null : await _session.CountAsync($"SELECT COUNT(*) FROM {_shape.Table}", cancellation);

    /// <summary>Of each numbered column that is moved as it is the last number in its rows, where there is one.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastNumbersAsync(CancellationToken cancellation)
    {
        var last = new Dictionary<string, long>();
        foreach (var column in Columns.Where(c => c is { IsDirect: true, Source.IsNumbered: true }).Select(c => c.Source!))
        {
            if (await _session.ScalarAsync($"SELECT {(column.NumberStep < 0 ? "MIN" : "MAX")}({SnowflakeNames.Quote(column.Name)}) FROM {_place.Of(Table.Name)}{Past}", cancellation) is { } text)
                last[column.Name] = long.Parse(text, CultureInfo.InvariantCulture);
        }
        return last;
    }

    public Task<long> EstimateBytesAsync(CancellationToken cancellation) => Task.FromResult(_size.Bytes);

    public async Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation)
    {
        if (Key.Kind != KeyKind.Columns)
            return [];
        var rows = await CountRowsAsync(cancellation);
        var ends = Enumerable.Range(1, parts - 1).Select(part => rows * part / parts).Where(place => place > 0).Distinct().ToList();
        return ends.Count == 0 ? [] : await _session.QueryAsync(EncodedKeys.At(ends, _shape, _key.Parts), row => EncodedKeys.Read(row, _key.Parts, Table.Name), cancellation);
    }

    public async ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation)
    {
        var reader = _reader ??= new RowReader(_session, _shape with { Key = _key.Parts }, _ahead);
        if (Key.Kind == KeyKind.Columns)
            await reader.ReadAsync(batch, from.After, upTo, limits, cancellation);
        else
            await reader.ReadAllAsync(batch, _job.Configuration.MemoryLimit, cancellation);
    }

    public Task<IReadOnlyList<RangeHash?>> HashWithinAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation) =>
        new RangeSums(_session, _shape with { Key = _key.Parts }).HashAsync(ranges, cancellation);

    public async Task<TableContrast?> ContrastAsync(ITableSource other, IReadOnlyList<int> key, int most, CancellationToken cancellation) =>
        other is SnowflakeTableSource beside && beside.Account == Account && _shape.IsNative && beside._shape.IsNative
            ? await new AccountContrast(Contrasted(key), beside.Contrasted(key)).RunAsync(most, cancellation)
            : null;

    public RangeCursor AfterSegment(RangeSegment segment) => new(RangeSegment.End, ReadOnlyMemory<byte>.Empty);

    private ContrastSide Contrasted(IReadOnlyList<int> key)
    {
        var columns = key.Select(place => Columns[place].Source!).ToList();
        return new ContrastSide(_session, _shape, columns.TrueForAll(KeyChoice.IsOrdered) ? [.. columns.Select(KeyPart.Of)] : []);
    }

    private async Task ReadAtAsync(SourceMoment moment, CancellationToken cancellation)
    {
        WhyNotAtMoment = await new TablePast(_session, _place, Table.Name).WhyNotAsync(moment, cancellation);
        _moment = WhyNotAtMoment is null ? moment : null;
        Reshape();
    }

    private void Reshape()
    {
        _shape = Shape();
        _reader = null;
    }

    public ValueTask DisposeAsync() => _ahead.DisposeAsync();

    private RowShape Shape()
    {
        var forms = ColumnForms.Between(Table, Columns, _target);
        return new RowShape
        {
            Table = _place.Of(Table.Name) + _moment?.Clause,
            Name = Table.Name,
            Values = [.. _columns.Select((c, place) => Value(c, forms[place]))],
            HashTexts = HashText.OfAll(_columns.Zip(forms, HashText.Of)),
            Reals = ExactReal.PlacesIn(forms, form => form.Source),
            Forms = forms,
            Filter = _filter,
            RowWidth = _size.OfRow,
            Required = [.. _columns.Index().Where(c => c.Item.Column.Required).Select(c => c.Index)],
        };
    }

    private static string Value(MappedExpression column, ColumnForm form) =>
        form.Form == ValueForm.Native && NativeCast.TypeOf(column.Column, form) is { } type ? $"({column.Sql})::{type}" : column.Sql;
}
