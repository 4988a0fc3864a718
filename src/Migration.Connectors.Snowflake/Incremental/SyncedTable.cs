using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>
/// A target that is made equal to its source, and which of its rows answer for a range of the source's key: those whose
/// keys lie between and beyond the source's, too, so that each row is in one range. The first has the keys with a NULL.
/// </summary>
/// <param name="Name">Quoted.</param>
/// <param name="Columns">Quoted.</param>
internal sealed record SyncedTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<KeyPart> Key)
{
    /// <summary>Columns of the key that may be NULL, quoted.</summary>
    public IReadOnlyList<string> Nullable { get; init; } = [];

    /// <summary>A condition on the rows that the plan means; null for all. The others are left alone.</summary>
    public string? Scope { get; init; }

    /// <summary>A condition on the rows that answer for a range.</summary>
    /// <param name="upTo">Empty where the range is the last.</param>
    public string Within(RangeCursor from, ReadOnlySpan<byte> upTo)
    {
        var inBounds = Bounds(from, upTo, "");
        var isNull = Nullable.Select(column => $"{column} IS NULL").ToList();
        var range = (inBounds, isNull, from.After.IsEmpty) switch
        {
            (null, _, _) => "TRUE",
            (_, [], _) => inBounds,
            (_, _, true) => $"({inBounds} OR {string.Join(" OR ", isNull)})",
            _ => $"{inBounds} AND NOT ({string.Join(" OR ", isNull)})",
        };
        return Scope is null ? range : $"{range} AND ({Scope}\n)";
    }

    /// <summary>The range's bounds alone; null where there are none.</summary>
    /// <param name="alias">Of the table, with a point behind it.</param>
    public string? Bounds(RangeCursor from, ReadOnlySpan<byte> upTo, string alias)
    {
        var bounds = KeyPart.Between([.. Key.Select(part => part with { Alias = alias })], from.After.Span, upTo);
        return bounds.Count == 0 ? null : string.Join(" AND ", bounds);
    }

    /// <summary>A query for the number of rows and the sum of their hashes, as one text.</summary>
    public string Content(string within) =>
        $"SELECT TO_VARCHAR(COUNT(*)) || ':' || TO_VARCHAR(COALESCE(SUM(HASH({string.Join(", ", Columns)})), 0)) FROM {Name} WHERE {within}";

    /// <summary>What <see cref="Content"/> gives for rows of a hash.</summary>
    public static string ContentOf(RangeHash hash) => string.Create(CultureInfo.InvariantCulture, $"{hash.Rows}:{unchecked((Int128)hash.Sum)}");

    public static RangeHash HashOf(string content)
    {
        var parts = content.Split(':');
        return new RangeHash(unchecked((UInt128)Int128.Parse(parts[1], CultureInfo.InvariantCulture)), long.Parse(parts[0], CultureInfo.InvariantCulture));
    }
}
