using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Values;
using Migration.Core.Errors;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Keys as a query gives them in its first columns.</summary>
internal static class EncodedKeys
{
    /// <param name="table">For messages.</param>
    public static byte[] Read(ResultReader row, IReadOnlyList<KeyPart> parts, string table)
    {
        var key = new KeyBuffer();
        Read(row, parts, table, key);
        return key.ToArray();
    }

    public static void Read(ResultReader row, IReadOnlyList<KeyPart> parts, string table, KeyBuffer key)
    {
        foreach (var (place, part) in parts.Index())
            Add(key, part, (row.GetSnowflakeType(place), row.IsDBNull(place)), row.GetWireUtf8(place), table);
    }

    /// <summary>Adds a value as Snowflake sent it to a key.</summary>
    public static void Add(KeyBuffer key, KeyPart part, (SnowflakeType Type, bool IsNull) value, ReadOnlySpan<byte> wire, string table)
    {
        if (value.IsNull || !WireValues.TryConvert(value.Type, wire, (part.Form, null), key))
            throw new MigrationException(ErrorCodes.ColumnIncompatible,
                $"Column '{part.Column}' of the key of table '{table}' holds a value that can't stand in a range's bound: NULL, or a moment with digits below a microsecond. Mend such rows, or drop the key from the table's definition.");
    }

    /// <summary>The query for the keys of rows at places in their order.</summary>
    /// <param name="places">From 1.</param>
    public static string At(IEnumerable<long> places, RowShape shape, IReadOnlyList<KeyPart> parts)
    {
        var keys = string.Join(", ", parts.Select(part => part.Operand));
        return $"SELECT {keys} FROM (SELECT {keys}, ROW_NUMBER() OVER (ORDER BY {keys}) AS \"_MIGRATION_PLACE\" FROM {shape.Table}{shape.Where()}) AS s "
            + $"WHERE \"_MIGRATION_PLACE\" IN ({string.Join(", ", places)}) ORDER BY {keys}";
    }
}
