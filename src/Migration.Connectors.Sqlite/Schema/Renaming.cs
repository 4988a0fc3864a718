using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The names that a table, its columns and the tables it refers to get in the target.</summary>
/// <param name="references">Tables of the plan that the table refers to.</param>
internal sealed class Renaming(TableDefinition source, TargetShape shape, IReadOnlyList<TableMigration> references)
{
    // Words that SQLite takes for names too where no keyword fits.
    private static readonly string[] s_ambiguous = ["asc", "desc", "like", "glob", "regexp", "match", "end"];

    public string Table => shape.Name;

    public bool RenamesColumns => !shape.IsWhole;

    /// <summary>Null where the column does not arrive as it is.</summary>
    public MappedColumn? Mapped(string? column) =>
        column is null ? null : shape.Columns.FirstOrDefault(c => c is { IsDirect: true, Source: not null } && Same(c.Source.Name, column));

    public string TableOf(string referenced) =>
        Same(referenced, source.Name) ? shape.Name : Reference(referenced)?.Target ?? referenced;

    /// <summary>Whether all columns of the key are there on both sides.</summary>
    public bool Follows(ForeignKeyDefinition key) =>
        key.Columns.All(c => ColumnOf(c) is not null) && key.ReferencedColumns.All(c => ReferencedColumn(key.ReferencedTable, c) is not null);

    /// <summary>Null where the column does not arrive as it is.</summary>
    public string? ReferencedColumn(string table, string column)
    {
        if (Same(table, source.Name))
            return ColumnOf(column);
        if (Reference(table) is not { Columns.Count: > 0 } mapped)
            return column;
        return mapped.Columns.FirstOrDefault(c => Same(c.SourceColumn ?? "", column) && IsDirect(c))?.Target;
    }

    /// <summary>An expression over the table's columns; null where it can't be said with those of the target.</summary>
    public string? Expression(string sql)
    {
        var text = new SqlText(sql);
        return Names(text, 0) is { } names ? text.Replace(names) : null;
    }

    /// <summary>What replaces names of the table and its columns from a token on; null where one can't be replaced safely.</summary>
    public Dictionary<int, string>? Names(SqlText text, int from)
    {
        var names = new Dictionary<int, string>();
        for (var i = from; i < text.Tokens.Count; i++)
        {
            if (!IsReplaceable(text, i))
                continue;
            if (text.IsSymbol(i + 1, '.'))
                AddTable(names, text, i);
            else if (!TryAddColumn(names, text, i))
                return null;
        }
        return names;
    }

    private void AddTable(Dictionary<int, string> names, SqlText text, int index)
    {
        if (Same(text.NameOf(index), source.Name))
            names[index] = SqliteNames.Quote(shape.Name);
    }

    private bool TryAddColumn(Dictionary<int, string> names, SqlText text, int index)
    {
        var name = text.NameOf(index);
        if (shape.IsWhole)
            return true;
        // What is no column in double quotes is a text, and must not become a column.
        if (source.FindColumn(name) is null)
            return text.Tokens[index].Kind == SqlTokenKind.Word || !shape.Columns.Any(c => Same(c.Target, name));
        if (IsAmbiguous(text, index) || ColumnOf(name) is not { } column)
            return false;
        names[index] = SqliteNames.Quote(column);
        return true;
    }

    // A name before a parenthesis is a function's; after COLLATE a collation's, after AS a type's.
    private static bool IsReplaceable(SqlText text, int index) =>
        text.Tokens[index].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName
        && !text.IsSymbol(index + 1, '(') && !text.IsWord(index - 1, "COLLATE") && !text.IsWord(index - 1, "AS");

    private static bool IsAmbiguous(SqlText text, int index) =>
        text.Tokens[index].Kind == SqlTokenKind.Word
        && s_ambiguous.Contains(text.NameOf(index), StringComparer.OrdinalIgnoreCase)
        && index > 0 && (text.Tokens[index - 1].Kind != SqlTokenKind.Symbol || text.IsSymbol(index - 1, ')'));

    private string? ColumnOf(string column) => shape.IsWhole ? column : Mapped(column)?.Target;

    private TableMigration? Reference(string table) => references.FirstOrDefault(r => Same(r.SourceTable, table));

    private static bool IsDirect(ColumnMapping column) =>
        column.DefaultValue is null && column.Transform?.Type is null or TransformationType.Map;

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
