using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// The key that cuts a table into ranges: the primary key, else a unique key, else the row id. A key is compared
/// under its index's own collation, in which it is unique.
/// </summary>
internal sealed record KeyChoice(TableKey Key, TableDefinition Table, IReadOnlyList<KeyColumn> Columns, string? RowId)
{
    private static readonly string[] s_collations = ["BINARY", "NOCASE", "RTRIM"];

    /// <summary>Each part of the key as an operand of comparisons and of ORDER BY.</summary>
    public IReadOnlyList<string> Operands { get; } = [.. Columns.Select(column => Operand(Table, column))];

    /// <summary>The condition that a row has a NULL in its key.</summary>
    public string AnyNull => string.Join(" OR ", Columns.Select(c => $"{SqliteNames.Quote(c.Column!)} IS NULL"));

    public static KeyChoice Of(TableDefinition table)
    {
        var rowId = RowIdName.Of(table);
        if (table.RowIdColumn is not null)
            return new KeyChoice(Describe(KeyKind.Columns, [table.RowIdColumn], mayBeNull: false, "primary key"), table, [new KeyColumn(table.RowIdColumn)], rowId);
        var usable = Keys(table).Where(k => k.Key.Columns.All(c => c.Column is not null && s_collations.Contains(c.Collation, StringComparer.OrdinalIgnoreCase))).ToList();
        var chosen = usable.Find(k => !MayBeNull(table, k.Key)) is { Key: not null } sound ? sound : usable.FirstOrDefault();
        if (chosen.Key is not null && (rowId is not null || !MayBeNull(table, chosen.Key)))
            return new KeyChoice(
                Describe(KeyKind.Columns, [.. chosen.Key.Columns.Select(c => c.Column!)], MayBeNull(table, chosen.Key), chosen.Kind),
                table, chosen.Key.Columns, rowId);
        return rowId is not null
            ? new KeyChoice(new TableKey(KeyKind.RowId, [], MayBeNull: false, "row id, for there is no key"), table, [], rowId)
            : new KeyChoice(new TableKey(KeyKind.WholeTable, [], MayBeNull: false, "none: the whole table is one range"), table, [], null);
    }

    private static IEnumerable<(KeyDefinition Key, string Kind)> Keys(TableDefinition table)
    {
        if (table.PrimaryKey is not null)
            yield return (table.PrimaryKey, "primary key");
        foreach (var key in table.UniqueKeys)
            yield return (key, "unique key");
        foreach (var index in table.Indexes.Where(i => i.IsUnique && !i.IsPartial))
            yield return (new KeyDefinition(index.Name, index.Parts), "unique index");
    }

    // SQLite lets NULL into primary keys, those of WITHOUT ROWID tables excepted.
    private static bool MayBeNull(TableDefinition table, KeyDefinition key) =>
        !(table.IsWithoutRowId && key == table.PrimaryKey) && key.Columns.Any(c => table.FindColumn(c.Column!)?.NotNull != true);

    private static TableKey Describe(KeyKind kind, IReadOnlyList<string> columns, bool mayBeNull, string what) =>
        new(kind, columns, mayBeNull, $"{what} ({string.Join(", ", columns)})");

    /// <summary>
    /// A part of a key of the table, compared under the key's collation. Where that is the column's own the bare name
    /// says the same, and only so can SQLite seek to a row value in an index.
    /// </summary>
    public static string Operand(TableDefinition table, KeyColumn part)
    {
        var name = SqliteNames.Quote(part.Column!);
        var own = table.FindColumn(part.Column!)?.Collation;
        return part.Collation.Equals(own, StringComparison.OrdinalIgnoreCase) ? name : $"{name} COLLATE {part.Collation}";
    }
}
