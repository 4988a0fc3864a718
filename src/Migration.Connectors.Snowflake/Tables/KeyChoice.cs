using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// The key that cuts a table into ranges: the primary key, else a unique one without NULL; else the table is one range.
/// Snowflake enforces neither, so whoever reads by one first counts the rows that share a key.
/// </summary>
internal sealed record KeyChoice(TableKey Key, IReadOnlyList<KeyPart> Parts)
{
    public static KeyChoice Of(TableDefinition table)
    {
        var keys = table.UniqueKeys.Select(key => (Key: key, Kind: "unique key"));
        if (table.PrimaryKey is { } primary)
            keys = keys.Prepend((primary, "primary key"));
        var chosen = keys.FirstOrDefault(k => k.Key.Columns.All(part => table.FindColumn(part.Column!) is { NotNull: true } column && IsOrdered(column)));
        if (chosen.Key is null)
            return new KeyChoice(new TableKey(KeyKind.WholeTable, [], MayBeNull: false, "the whole table at once, for there is no key"), []);
        var columns = chosen.Key.Columns.Select(part => table.FindColumn(part.Column!)!).ToList();
        var names = columns.Select(column => column.Name).ToList();
        return new KeyChoice(new TableKey(KeyKind.Columns, names, MayBeNull: false, $"{chosen.Kind} ({string.Join(", ", names)})"), [.. columns.Select(KeyPart.Of)]);
    }

    /// <summary>Its values order as their encoded form says, text by its bytes.</summary>
    internal static bool IsOrdered(ColumnDefinition column) => column.Collation == "BINARY"
        && column.Type.Kind is LogicalType.Integer or LogicalType.Decimal or LogicalType.Text or LogicalType.Bytes or LogicalType.Date or LogicalType.Timestamp or LogicalType.Instant;
}
