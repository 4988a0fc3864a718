using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Values;

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
        {
            if (!WireValues.TryConvert(row.GetSnowflakeType(place), Encoding.UTF8.GetBytes(row.GetWireText(place)!), (part.Form, null), key))
                throw RowReader.NoBound(table, part.Column);
        }
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
