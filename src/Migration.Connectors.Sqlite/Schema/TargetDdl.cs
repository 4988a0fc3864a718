using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>
/// The statements that create a target table. A table that comes whole from SQLite keeps its own text under the new
/// names, so nothing of it is lost; any other is built from its model, and what can't follow is told in a warning.
/// </summary>
internal sealed class TargetDdl
{
    private readonly TableDefinition _source;
    private readonly TargetShape _shape;
    private readonly Renaming _names;
    private readonly List<(IndexDefinition Index, Func<string, string> Sql)> _indexes = [];
    private readonly List<string> _warnings = [];

    /// <param name="references">Tables of the plan that the table refers to.</param>
    public TargetDdl(TableDefinition source, TargetShape shape, IReadOnlyList<TableMigration> references)
    {
        _source = source;
        _shape = shape;
        _names = new Renaming(source, shape, references);
        Table = IsText && source.ForeignKeys.All(_names.Follows) ? new CreateTableText(source.Sql).Renamed(_names) : Build();
        foreach (var index in source.Indexes)
            AddIndex(index);
    }

    public string Table { get; }

    /// <summary>What of the source table is not created, and why.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    private bool IsText => _shape.IsWhole && IsSqlite;

    private bool IsSqlite => _source.Dialect == TableDefinition.SqliteDialect;

    /// <summary>The statements of the secondary indexes, by the names they get.</summary>
    /// <param name="isTaken">Whether another table's object has a name already.</param>
    public IEnumerable<(string Name, string Sql)> Indexes(Func<string, bool> isTaken) =>
        from part in _indexes
        let name = isTaken(part.Index.Name) ? $"{_shape.Name}_{part.Index.Name}" : part.Index.Name
        select (name, part.Sql(name));

    private void AddIndex(IndexDefinition index)
    {
        if (IsSqlite && new CreateIndexText(index.Sql).Renamed(index.Name, _names) is not null)
            _indexes.Add((index, name => new CreateIndexText(index.Sql).Renamed(name, _names)!));
        else if (!index.IsPartial && index.Parts.All(p => Mapped(p.Column) is not null))
            _indexes.Add((index, name => $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqliteNames.Quote(name)} ON {SqliteNames.Quote(_shape.Name)} ({Parts(index.Parts)})"));
        else
            _warnings.Add($"Index '{index.Name}' of table '{_source.Name}' is not created: a column that it names does not arrive as it is.");
    }

    private string Build()
    {
        var isRowIdKept = _source.RowIdColumn is not null && Mapped(_source.RowIdColumn) is { } rowId && KeepsType(rowId);
        var parts = _shape.Columns.Select(c => Column(c, isRowIdKept)).ToList();
        AddPrimaryKey(parts, isRowIdKept);
        foreach (var key in _source.UniqueKeys)
            AddIf(parts, key.Columns.All(c => Mapped(c.Column) is not null), () => $"UNIQUE ({Parts(key.Columns)})", "A UNIQUE key");
        foreach (var key in _source.ForeignKeys)
            AddIf(parts, _names.Follows(key), () => ForeignKey(key), $"The foreign key to '{key.ReferencedTable}'");
        foreach (var check in _source.Checks)
            AddIf(parts, _names.Expression(check.Expression) is not null, () => Check(check), $"The check ({check.Expression})");
        foreach (var column in _source.Columns.Where(c => c.IsGenerated && _shape.IsWhole))
            _warnings.Add($"The generated column '{column.Name}' of table '{_source.Name}' is not created.");
        return $"CREATE TABLE {SqliteNames.Quote(_shape.Name)} (\n  {string.Join(",\n  ", parts)}\n){Options()}";
    }

    private string Column(MappedColumn column, bool isRowIdKept)
    {
        var type = column.DataType ?? column.Source?.DeclaredType ?? "";
        var text = $"{SqliteNames.Quote(column.Target)} {type}".TrimEnd();
        if (isRowIdKept && column.IsDirect && Same(column.Source!.Name, _source.RowIdColumn!))
            return text + " PRIMARY KEY" + (_source.HasAutoIncrement ? " AUTOINCREMENT" : "");
        if (column.Required || column is { IsDirect: true, Source.NotNull: true })
            text += " NOT NULL";
        if (column is { IsDirect: true, Source.DefaultExpression: { } value })
            text += $" DEFAULT ({value})";
        return column.Source is { Collation: not "BINARY" } collated ? $"{text} COLLATE {collated.Collation}" : text;
    }

    private void AddPrimaryKey(List<string> parts, bool isRowIdKept)
    {
        if (!isRowIdKept && _source.PrimaryKey is { } key)
            AddIf(parts, key.Columns.All(c => Mapped(c.Column) is not null), () => $"PRIMARY KEY ({Parts(key.Columns)})", "The primary key");
    }

    private void AddIf(List<string> parts, bool follows, Func<string> text, string what)
    {
        if (follows)
            parts.Add(text());
        else
            _warnings.Add($"{what} of table '{_source.Name}' is not created: a column that it names does not arrive as it is.");
    }

    private string ForeignKey(ForeignKeyDefinition key)
    {
        var own = SqliteNames.QuoteAll(key.Columns.Select(c => Mapped(c)!.Target));
        var referenced = key.ReferencedColumns.Count == 0 ? "" : $" ({SqliteNames.QuoteAll(key.ReferencedColumns.Select(c => _names.ReferencedColumn(key.ReferencedTable, c)!))})";
        return $"FOREIGN KEY ({own}) REFERENCES {SqliteNames.Quote(_names.TableOf(key.ReferencedTable))}{referenced}"
            + $" ON UPDATE {key.OnUpdate} ON DELETE {key.OnDelete}{(key.IsDeferred ? " DEFERRABLE INITIALLY DEFERRED" : "")}";
    }

    private string Check(CheckDefinition check) =>
        (check.Name is null ? "" : $"CONSTRAINT {SqliteNames.Quote(check.Name)} ") + $"CHECK ({_names.Expression(check.Expression)}\n)";

    private string Options()
    {
        var withoutRowId = _source.IsWithoutRowId && _source.PrimaryKey!.Columns.All(c => Mapped(c.Column) is not null);
        var strict = _source.IsStrict && _shape.Columns.All(c => c.DataType is null && c.Source is not null);
        return (withoutRowId, strict) switch
        {
            (true, true) => " WITHOUT ROWID, STRICT",
            (true, false) => " WITHOUT ROWID",
            (false, true) => " STRICT",
            _ => "",
        };
    }

    private string Parts(IEnumerable<KeyColumn> parts) => string.Join(", ", parts.Select(p =>
        $"{SqliteNames.Quote(Mapped(p.Column)!.Target)} COLLATE {p.Collation}{(p.Descending ? " DESC" : "")}"));

    private MappedColumn? Mapped(string? column) => _names.Mapped(column);

    private static bool KeepsType(MappedColumn column) => column.DataType is null || Same(column.DataType, "INTEGER");

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
