using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Comparison;

/// <summary>The statements that compare two tables of one account row by row, by a key that no two rows of either share.</summary>
internal sealed class ContrastQuery((RowShape Shape, IReadOnlyList<KeyPart> Key) first, (RowShape Shape, IReadOnlyList<KeyPart> Key) second)
{
    private const string Hash = "\"_MIGRATION_HASH\"";

    /// <summary>How many rows the second table lacks, the first lacks, and both have otherwise, in one row.</summary>
    public string Count => $"SELECT COALESCE(SUM(IFF(r.{Hash} IS NULL, 1, 0)), 0), COALESCE(SUM(IFF(l.{Hash} IS NULL, 1, 0)), 0), COUNT(*) {Differing}";

    /// <summary>The first keys of such rows.</summary>
    public string Keys(int most)
    {
        var keys = string.Join(", ", first.Key.Select((_, place) => $"COALESCE(l.{Name(place)}, r.{Name(place)}) AS {Name(place)}"));
        return $"SELECT {keys} {Differing} ORDER BY {string.Join(", ", first.Key.Select((_, place) => place + 1))} LIMIT {most}";
    }

    private string Differing
    {
        get
        {
            var match = string.Join(" AND ", first.Key.Select((_, place) => $"l.{Name(place)} = r.{Name(place)}"));
            return $"FROM ({Hashed(first)}) AS l FULL OUTER JOIN ({Hashed(second)}) AS r ON {match} WHERE l.{Hash} IS NULL OR r.{Hash} IS NULL OR l.{Hash} <> r.{Hash}";
        }
    }

    private static string Hashed((RowShape Shape, IReadOnlyList<KeyPart> Key) side) =>
        $"SELECT {string.Join(", ", side.Key.Select((part, place) => $"{part.Operand} AS {Name(place)}"))}, HASH({string.Join(", ", side.Shape.Values)}) AS {Hash} FROM {side.Shape.Table}{side.Shape.Where()}";

    private static string Name(int place) => $"\"_MIGRATION_KEY_{place}\"";
}
