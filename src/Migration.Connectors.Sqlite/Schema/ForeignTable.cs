using System.Text.RegularExpressions;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>A table of another engine in SQLite's words, as far as SQLite has them.</summary>
internal sealed partial class ForeignTable
{
    private readonly Dictionary<ColumnDefinition, ColumnDefinition> _columns;
    private readonly List<string> _warnings = [];

    private ForeignTable(TableDefinition source)
    {
        _columns = source.Columns.ToDictionary(c => c, c => Translate(source, c));
        Table = source with
        {
            Columns = [.. source.Columns.Select(c => _columns[c])],
            PrimaryKey = source.PrimaryKey is { } key ? key with { Columns = Binary(key.Columns) } : null,
            UniqueKeys = [.. source.UniqueKeys.Select(k => k with { Columns = Binary(k.Columns) })],
            Indexes = [.. source.Indexes.Select(i => i with { Parts = Binary(i.Parts) })],
            Checks = [.. source.Columns.Where(c => c.Type.Kind == LogicalType.Enumeration).Select(Words)],
            RowIdColumn = RowId(source),
        };
        foreach (var check in source.Checks)
            _warnings.Add($"The check '{check.Name ?? check.Expression}' of table '{source.Name}' is in {Engine(source)}'s words; it is left out.");
        _warnings.AddRange(source.Untold);
        if (source.IsPartitioned)
            _warnings.Add($"Table '{source.Name}' is partitioned; the target gets one table with all its rows.");
    }

    public TableDefinition Table { get; }

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Null where the table is SQLite's own.</summary>
    public static ForeignTable? Of(TableDefinition source) => source.Dialect == TableDefinition.SqliteDialect ? null : new ForeignTable(source);

    public IReadOnlyList<MappedColumn> Columns(IReadOnlyList<MappedColumn> columns) =>
        [.. columns.Select(c => c with { Source = c.Source is null ? null : _columns[c.Source], DataType = c.DataType ?? (c.IsDirect ? null : Declared(c.Type, Table.Dialect)) })];

    private ColumnDefinition Translate(TableDefinition source, ColumnDefinition column)
    {
        var value = column.DefaultExpression is { } text ? Default(text) : null;
        if (column.DefaultExpression is not null && value is null)
            _warnings.Add($"The default of column '{column.Name}' of table '{source.Name}', {column.DefaultExpression}, is in {Engine(source)}'s words; it is left out.");
        return column with { DeclaredType = column.Name == RowId(source) ? "INTEGER" : Declared(column.Type, source.Dialect), DefaultExpression = value, Collation = "BINARY" };
    }

    private static string Engine(TableDefinition source) => source.Dialect == TableDefinition.SnowflakeDialect ? "Snowflake" : "PostgreSQL";

    private static string Declared(ColumnType type, string dialect) => SqliteTypes.Declare(TypeTable.Created(dialect, type, TableDefinition.SqliteDialect));

    // Its values become the row ids, by which SQLite finds rows fastest.
    private static string? RowId(TableDefinition source) =>
        source.PrimaryKey is { Columns: [{ Column: { } only }] } && source.FindColumn(only)?.Type.Kind == LogicalType.Integer ? only : null;

    private static CheckDefinition Words(ColumnDefinition column) =>
        new(null, $"{SqliteNames.Quote(column.Name)} IN ({string.Join(", ", column.Type.Labels.Select(SqlNames.Literal))})");

    private static List<KeyColumn> Binary(IReadOnlyList<KeyColumn> parts) => [.. parts.Select(p => p with { Collation = "BINARY" })];

    private static string? Default(string expression)
    {
        var match = Literal().Match(expression);
        if (match.Success)
            return match.Groups[1].Value;
        return expression.ToUpperInvariant() switch
        {
            "NOW()" or "CURRENT_TIMESTAMP" => "CURRENT_TIMESTAMP",
            "CURRENT_DATE" => "CURRENT_DATE",
            _ => null,
        };
    }

    // A number or a word, with or without a cast after it.
    [GeneratedRegex(@"^\(?('(?:[^']|'')*'|[+-]?\d+(?:\.\d+)?|true|false|NULL)\)?(?:::[a-z ]+(?:\(\d+(?:,\d+)?\))?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
