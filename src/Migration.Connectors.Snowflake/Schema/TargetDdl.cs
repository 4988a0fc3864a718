using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>
/// The statements that create a target table. Keys go with the table, for Snowflake records them and enforces none;
/// foreign keys follow when every table is there. What can't follow is told in a warning.
/// </summary>
internal sealed class TargetDdl(TableDefinition source, IReadOnlyList<MappedColumn> columns, (SchemaPlace Place, string Name) target, bool isWhole, IReadOnlyList<TableMigration> references)
{
    private const int LongestScale = 37;
    private const int LongestNumber = 38;

    private readonly List<string> _warnings = [];

    /// <summary>The stored name.</summary>
    public string Name { get; } = SnowflakeNames.Stored(target.Name);

    public string Table => target.Place.Of(Name);

    public string? Comment => source.Comment;

    public CheckCopies Checks { get; } = new(source, columns);

    /// <summary>Where the source's table is, if that is in the same account: keys to tables elsewhere stay as they are.</summary>
    public SchemaPlace? SourcePlace { get; init; }

    /// <summary>Of numbered columns, by their name in the source, where that is in the same account: the last number in its rows.</summary>
    public IReadOnlyDictionary<string, long> LastNumbers { get; set; } = new Dictionary<string, long>();

    /// <summary>Defaults of the source that take the next number of a sequence, by those that take it from the target's.</summary>
    public IReadOnlyDictionary<string, string> Sequences { get; set; } = new Dictionary<string, string>();

    private bool IsOwnDialect => source.Dialect == TableDefinition.SnowflakeDialect;

    /// <summary>What of the source table is not created, and why.</summary>
    public IReadOnlyList<string> Warnings()
    {
        _warnings.Clear();
        CreateTable();
        _ = ForeignKeys().Count();
        foreach (var index in source.Indexes)
            _warnings.Add($"Index '{index.Name}' is not created: Snowflake has none.{(index.IsUnique ? " That its values are unique is not enforced." : "")}");
        return [.. _warnings.Distinct(), .. Checks.Warnings(), .. source.Untold];
    }

    /// <param name="mark">Stands in place of the source's comment.</param>
    public string CreateTable(string? mark = null)
    {
        if (columns.GroupBy(c => SnowflakeNames.Stored(c.Target)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new MigrationException(ErrorCodes.PlanContradiction,
                $"Columns {string.Join(" and ", twice.Select(c => $"'{c.Target}'"))} of table '{target.Name}' would have one name in Snowflake, {twice.Key}. Map one of them to another name.");
        foreach (var generated in source.Columns.Where(c => c.IsGenerated && isWhole))
            _warnings.Add($"Generated column '{generated.Name}' of table '{source.Name}' is not created.");
        List<string> parts = [.. columns.Select(Column), .. Keys(), .. Checks.Clauses()];
        var comment = (mark ?? Comment) is { } text ? $" COMMENT = {SnowflakeNames.Literal(text)}" : "";
        return $"CREATE TABLE {Table} (\n  {string.Join(",\n  ", parts)}\n){comment}";
    }

    /// <summary>Foreign keys by the names they get.</summary>
    public IEnumerable<(string Name, string Sql)> ForeignKeys()
    {
        foreach (var (place, key) in source.ForeignKeys.Index())
        {
            if (!Follows(key.Columns.Select(c => new KeyColumn(c)), $"The foreign key to '{key.ReferencedTable}'"))
                continue;
            var name = SnowflakeNames.Stored(IsOwnDialect && key.Name.Length > 0 ? key.Name : $"{target.Name}_{key.ReferencedTable}_fk{place + 1}");
            var table = references.FirstOrDefault(r => Same(r.SourceTable, key.ReferencedTable));
            var referenced = key.ReferencedColumns.Count == 0 ? "" : $" ({Names(key.ReferencedColumns.Select(c => Renamed(table, c)))})";
            yield return (name, $"ALTER TABLE {Table} ADD CONSTRAINT {SnowflakeNames.Quote(name)} FOREIGN KEY ({Names(key.Columns.Select(c => Target(c)!.Target))}) "
                + $"REFERENCES {Referenced(key, table)}{referenced}");
        }
    }

    /// <summary>The statements by which a clone takes its numbers from the target's sequences: a clone keeps those of its source.</summary>
    /// <param name="clone">Quoted.</param>
    public IEnumerable<string> Renumber(string clone) => columns
        .Where(column => column is { IsDirect: true, Source.DefaultExpression: { } expression } && Sequences.ContainsKey(expression))
        .Select(column => $"ALTER TABLE {clone} ALTER COLUMN {SnowflakeNames.Quote(SnowflakeNames.Stored(column.Target))} SET DEFAULT {Sequences[column.Source!.DefaultExpression!]}");

    /// <summary>Columns by which no two rows may agree, of each key that is created.</summary>
    public IEnumerable<IReadOnlyList<string>> UniqueColumns()
    {
        foreach (var key in AllKeys().Where(k => k.Columns.All(c => Target(c.Column) is not null)))
            yield return [.. key.Columns.Select(c => SnowflakeNames.Stored(Target(c.Column)!.Target))];
    }

    private IEnumerable<KeyDefinition> AllKeys() => source.PrimaryKey is null ? source.UniqueKeys : source.UniqueKeys.Prepend(source.PrimaryKey);

    private IEnumerable<string> Keys()
    {
        if (source.PrimaryKey is { } primary && Follows(primary.Columns, "The primary key"))
            // SQLite lets NULL into a primary key; Snowflake does not.
            yield return $"{(primary.Columns.All(IsFilled) ? "PRIMARY KEY" : "UNIQUE")} ({Names(primary.Columns.Select(c => Target(c.Column)!.Target))})";
        foreach (var key in source.UniqueKeys.Where(k => Follows(k.Columns, "A unique key")))
            yield return $"UNIQUE ({Names(key.Columns.Select(c => Target(c.Column)!.Target))})";
    }

    private string Column(MappedColumn column)
    {
        var isRequired = column.Required || column is { IsDirect: true, Source.NotNull: true } || (column.IsDirect && IsRowId(column.Source));
        return $"{SnowflakeNames.Quote(SnowflakeNames.Stored(column.Target))} {Type(column)}{(isRequired ? " NOT NULL" : "")}{Numbers(column) ?? Default(column)}"
            + (column is { IsDirect: true, Source.Comment: { } comment } ? $" COMMENT {SnowflakeNames.Literal(comment)}" : "");
    }

    /// <summary>Null where the column is not numbered, or can't be.</summary>
    private string? Numbers(MappedColumn column)
    {
        if (column is not { IsDirect: true, Source: { } from } || !(from.IsNumbered || (source.HasAutoIncrement && IsRowId(from))))
            return null;
        if (column.DataType is null && Created(column) is { Kind: LogicalType.Integer } or { Kind: LogicalType.Decimal, Scale: 0 })
            return Numbering.Clause(from, LastNumbers.TryGetValue(from.Name, out var last) ? last : from.LastNumber ?? source.LastNumber);
        _warnings.Add($"Column '{column.Target}' is numbered by the source; as {Type(column)} it is not. Give it the default of a sequence by hand.");
        return null;
    }

    private string Type(MappedColumn column) => column.DataType
        ?? (IsOwnDialect && column is { IsDirect: true, Source: { } own }
            ? own.DeclaredType + (own.Collation == "BINARY" ? "" : $" COLLATE {SnowflakeNames.Literal(own.Collation)}")
            : SnowflakeTypes.Declare(Created(column)));

    private ColumnType Created(MappedColumn column)
    {
        var type = TypeTable.Created(source.Dialect, column.Type, TableDefinition.SnowflakeDialect);
        // SQLite holds more digits before the point than it declares.
        if (type is { Kind: LogicalType.Decimal, Precision: null } && column.Type is { KeepsDigits: false, Scale: { } scale and >= 0 and <= LongestScale })
            return type with { Precision = LongestNumber, Scale = scale };
        if (type is { Kind: LogicalType.Decimal, Precision: null })
            _warnings.Add($"Column '{column.Target}' of table '{source.Name}' is a number of any length and is kept as text: NUMBER has 38 digits. Give it a dataType where fewer do.");
        return type;
    }

    private string Default(MappedColumn column)
    {
        if (column is not { IsDirect: true, Source: { DefaultExpression: { } expression, IsNumbered: false } })
            return "";
        if ((IsOwnDialect ? Sequences.GetValueOrDefault(expression, expression) : DefaultText.Translate(expression, column.DataType is null ? Created(column).Kind : LogicalType.Other)) is { } value)
            return $" DEFAULT {value}";
        _warnings.Add($"The default of column '{column.Target}', {expression}, is not one that Snowflake shares; it is left out.");
        return "";
    }

    private bool IsFilled(KeyColumn part) => Target(part.Column) is { } column && (column.Required || column.Source!.NotNull || IsRowId(column.Source));

    private bool IsRowId(ColumnDefinition? column) => column is not null && source.RowIdColumn is { } rowId && Same(column.Name, rowId);

    private bool Follows(IEnumerable<KeyColumn> parts, string what)
    {
        if (parts.All(p => Target(p.Column) is not null))
            return true;
        _warnings.Add($"{what} of table '{source.Name}' is not created: a column of it is not mapped as it is.");
        return false;
    }

    private string Referenced(ForeignKeyDefinition key, TableMigration? table) => SourcePlace is { } own && new SchemaPlace(key.ReferencedDatabase, key.ReferencedSchema) is var place && place != own
        ? place.Of(key.ReferencedTable)
        : target.Place.Of(SnowflakeNames.Stored(table?.Target ?? key.ReferencedTable));

    private static string Names(IEnumerable<string> names) => SnowflakeNames.QuoteAll(names.Select(SnowflakeNames.Stored));

    private static string Renamed(TableMigration? table, string column) =>
        table?.Columns.FirstOrDefault(c => c.SourceColumn is { } from && Same(from, column))?.Target ?? column;

    private MappedColumn? Target(string? column) =>
        column is null ? null : columns.FirstOrDefault(c => c is { IsDirect: true, Source: not null } && Same(c.Source.Name, column));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
