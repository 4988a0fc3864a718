using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>
/// The statements that create a target table. A table that comes whole from SQLite keeps its own text under the new
/// name, so nothing of it is lost; any other is built from its model, and what can't follow is told in a warning.
/// </summary>
internal sealed class TargetDdl(TableDefinition source, IReadOnlyList<MappedColumn> columns, string target, bool isWhole)
{
    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Warnings => _warnings;

    public string CreateTable() => isWhole && source.Dialect == TableDefinition.SqliteDialect
        ? new CreateTableText(source.Sql).Renamed(source.Name, target)
        : Build();

    /// <summary>The statements of the secondary indexes, by the names they get.</summary>
    /// <param name="isTaken">Whether another table's object has a name already.</param>
    public IReadOnlyList<(string Name, string Sql)> CreateIndexes(Func<string, bool> isTaken)
    {
        var statements = new List<(string, string)>();
        foreach (var index in source.Indexes)
        {
            var name = isTaken(index.Name) ? $"{target}_{index.Name}" : index.Name;
            if (isWhole && source.Dialect == TableDefinition.SqliteDialect)
                statements.Add((name, new CreateIndexText(index.Sql).Renamed(name, target)));
            else if (Follows(index))
                statements.Add((name, $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqliteNames.Quote(name)} ON {SqliteNames.Quote(target)} ({Parts(index.Parts)})"));
            else
                _warnings.Add($"Index '{index.Name}' is not created: a column of it is not mapped as it is, or it has an expression or a condition.");
        }
        return statements;
    }

    private string Build()
    {
        var isRowIdKept = source.RowIdColumn is not null && Target(source.RowIdColumn) is { } rowId && KeepsType(rowId);
        var parts = columns.Select(c => Column(c, isRowIdKept)).ToList();
        AddPrimaryKey(parts, isRowIdKept);
        foreach (var key in source.UniqueKeys)
            AddIf(parts, key.Columns.All(c => Target(c.Column) is not null), () => $"UNIQUE ({Parts(key.Columns)})", "A UNIQUE key");
        foreach (var key in source.ForeignKeys)
            AddIf(parts, key.Columns.All(c => Target(c) is not null), () => ForeignKey(key), $"The foreign key to '{key.ReferencedTable}'");
        foreach (var check in source.Checks)
            AddIf(parts, Renamed(check.Expression) is not null, () => Check(check), "A CHECK");
        return $"CREATE TABLE {SqliteNames.Quote(target)} (\n  {string.Join(",\n  ", parts)}\n){Options()}";
    }

    private string Column(MappedColumn column, bool isRowIdKept)
    {
        var type = column.DataType ?? column.Source?.DeclaredType ?? "";
        var text = $"{SqliteNames.Quote(column.Target)} {type}".TrimEnd();
        if (isRowIdKept && column.IsDirect && Same(column.Source!.Name, source.RowIdColumn!))
            return text + " PRIMARY KEY" + (source.HasAutoIncrement ? " AUTOINCREMENT" : "");
        if (column.Required || column is { IsDirect: true, Source.NotNull: true })
            text += " NOT NULL";
        if (column is { IsDirect: true, Source.DefaultExpression: { } value })
            text += $" DEFAULT ({value})";
        return column.Source is { Collation: not "BINARY" } collated ? $"{text} COLLATE {collated.Collation}" : text;
    }

    private void AddPrimaryKey(List<string> parts, bool isRowIdKept)
    {
        if (!isRowIdKept && source.PrimaryKey is { } key)
            AddIf(parts, key.Columns.All(c => Target(c.Column) is not null), () => $"PRIMARY KEY ({Parts(key.Columns)})", "The primary key");
    }

    private void AddIf(List<string> parts, bool follows, Func<string> text, string what)
    {
        if (follows)
            parts.Add(text());
        else
            _warnings.Add($"{what} of table '{source.Name}' is not created: a column of it is not mapped as it is.");
    }

    private string ForeignKey(ForeignKeyDefinition key)
    {
        var own = SqliteNames.QuoteAll(key.Columns.Select(c => Target(c)!.Target));
        var referenced = key.ReferencedColumns.Count == 0 ? "" : $" ({SqliteNames.QuoteAll(key.ReferencedColumns)})";
        return $"FOREIGN KEY ({own}) REFERENCES {SqliteNames.Quote(key.ReferencedTable)}{referenced}"
            + $" ON UPDATE {key.OnUpdate} ON DELETE {key.OnDelete}{(key.IsDeferred ? " DEFERRABLE INITIALLY DEFERRED" : "")}";
    }

    private string Check(CheckDefinition check) =>
        (check.Name is null ? "" : $"CONSTRAINT {SqliteNames.Quote(check.Name)} ") + $"CHECK ({Renamed(check.Expression)}\n)";

    // Null where a column that the expression names is not there as it was.
    private string? Renamed(string expression)
    {
        var text = new SqlText(expression);
        var replacements = new Dictionary<int, string>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (text.Tokens[i].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName) || source.FindColumn(text.NameOf(i)) is null)
                continue;
            if (Target(text.NameOf(i)) is not { } column)
                return null;
            replacements[i] = SqliteNames.Quote(column.Target);
        }
        return text.Replace(replacements);
    }

    private string Options()
    {
        var withoutRowId = source.IsWithoutRowId && source.PrimaryKey!.Columns.All(c => Target(c.Column) is not null);
        var strict = source.IsStrict && columns.All(c => c.DataType is null && c.Source is not null);
        return (withoutRowId, strict) switch
        {
            (true, true) => " WITHOUT ROWID, STRICT",
            (true, false) => " WITHOUT ROWID",
            (false, true) => " STRICT",
            _ => "",
        };
    }

    private bool Follows(IndexDefinition index) => !index.IsPartial && index.Parts.All(p => Target(p.Column) is not null);

    private string Parts(IEnumerable<KeyColumn> parts) => string.Join(", ", parts.Select(p =>
        $"{SqliteNames.Quote(Target(p.Column)!.Target)} COLLATE {p.Collation}{(p.Descending ? " DESC" : "")}"));

    private MappedColumn? Target(string? column) =>
        column is null ? null : columns.FirstOrDefault(c => c is { IsDirect: true, Source: not null } && Same(c.Source.Name, column));

    private static bool KeepsType(MappedColumn column) => column.DataType is null || Same(column.DataType, "INTEGER");

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
