using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// The key that cuts a table into ranges: the primary key, else a unique one, else the blocks that its rows lie in. A
/// text key is compared under its index's own collation, so that the index serves the order.
/// </summary>
internal sealed record KeyChoice(TableKey Key, TableDefinition Table, IReadOnlyList<KeyPart> Parts)
{
    /// <summary>The condition that a row has a NULL in its key.</summary>
    public string AnyNull => string.Join(" OR ", Parts.Select(p => $"{SqlNames.Quote(p.Column)} IS NULL"));

    public string NoNull => string.Join(" AND ", Parts.Select(p => $"{SqlNames.Quote(p.Column)} IS NOT NULL"));

    public static KeyChoice Of(TableDefinition table)
    {
        var usable = Keys(table).ToList();
        var chosen = usable.Find(k => !MayBeNull(table, k.Key)) is { Key: not null } sound ? sound : usable.FirstOrDefault();
        if (chosen.Key is null)
            return new KeyChoice(new TableKey(KeyKind.RowId, [], MayBeNull: false, "blocks of the table, for there is no key"), table, []);
        var parts = chosen.Key.Columns.Select(c => KeyPart.Of(table.FindColumn(c.Column!)!, c.Collation)).ToList();
        var columns = chosen.Key.Columns.Select(c => c.Column!).ToList();
        return new KeyChoice(new TableKey(KeyKind.Columns, columns, MayBeNull(table, chosen.Key), $"{chosen.Kind} ({string.Join(", ", columns)})"), table, parts);
    }

    /// <summary>Unique keys and indexes by whose order rows can be found.</summary>
    public static IEnumerable<(KeyDefinition Key, string Kind)> Keys(TableDefinition table)
    {
        if (table.PrimaryKey is not null)
            yield return (table.PrimaryKey, "primary key");
        foreach (var key in table.UniqueKeys)
            yield return (key, "unique key");
        foreach (var index in table.Indexes.Where(i => i.IsUnique && !i.IsPartial && i.IsOrdered && i.Parts.All(p => p.Column is not null)))
            yield return (new KeyDefinition(index.Name, index.Parts), "unique index");
    }

    private static bool MayBeNull(TableDefinition table, KeyDefinition key) =>
        key.Columns.Any(c => table.FindColumn(c.Column!)?.NotNull != true);
}
