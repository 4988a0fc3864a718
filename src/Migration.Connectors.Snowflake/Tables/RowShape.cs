using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>What a row reader selects.</summary>
internal sealed record RowShape
{
    /// <summary>Quoted, with database and schema.</summary>
    public required string Table { get; init; }

    /// <summary>For messages.</summary>
    public required string Name { get; init; }

    /// <summary>One expression for each value.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    public required IReadOnlyList<ColumnForm> Forms { get; init; }

    /// <summary>For each value, the text that is hashed of it where it is not NULL, of a FLOAT the value itself; none where Snowflake can't write one of them.</summary>
    public IReadOnlyList<string> HashTexts { get; init; } = [];

    /// <summary>Places of the values that are FLOAT and leave the account, which <see cref="ExactReal"/> writes.</summary>
    public IReadOnlyList<int> Reals { get; init; } = [];

    public RowHashKind HashKind => HashText.KindOf(HashTexts.Count > 0, Reals.Count > 0);

    /// <summary>Empty where rows have no order.</summary>
    public IReadOnlyList<KeyPart> Key { get; init; } = [];

    /// <summary>Conditions that every row meets, joined by AND; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>Places of values that must not be NULL.</summary>
    public IReadOnlyList<int> Required { get; init; } = [];

    public string Where(params IEnumerable<string> conditions)
    {
        var all = conditions.Concat(Filter is null ? [] : [$"({Filter}\n)"]).ToList();
        return all.Count == 0 ? "" : $" WHERE {string.Join(" AND ", all)}";
    }

    /// <summary>Values travel within the account, and are hashed there.</summary>
    public bool IsNative => Forms.All(form => form.Form == ValueForm.Native);

    /// <summary>Bytes of a row, about.</summary>
    public double RowWidth { get; init; }

    /// <summary>One row of what the first rows in the order of the key amount to: the key of the last of them, their number, their hash, the NULLs in required columns.</summary>
    public string Summarize(IEnumerable<string> conditions, long? limit)
    {
        var names = Values.Select((_, place) => Named(place)).ToList();
        var keys = Key.Select((_, place) => Named(Values.Count + place)).ToList();
        var missing = Required.Count == 0 ? "0" : string.Join(" + ", Required.Select(place => $"IFF({names[place]} IS NULL, 1, 0)"));
        return $"SELECT {string.Concat(keys.Select(key => key + ", "))}C, H, M FROM (SELECT {string.Concat(keys.Select(key => key + ", "))}"
            + $"ROW_NUMBER() OVER ({(keys.Count == 0 ? "ORDER BY 1" : "ORDER BY " + string.Join(", ", keys))}) AS P, COUNT(*) OVER () AS C, SUM(HASH({string.Join(", ", names)})) OVER () AS H, SUM({missing}) OVER () AS M "
            + $"FROM ({Select(conditions, limit)}) AS r) AS s WHERE P = C";
    }

    /// <summary>For each of some ranges that follow each other: its place, its rows, and the sum of their hashes, of a text in halves. One without rows is left out.</summary>
    public string Sums(IReadOnlyList<LedgerRange> ranges)
    {
        var places = ranges.SkipLast(1).Select((range, place) => $"WHEN {KeyPart.Compare(Key, "<=", range.Upper.Span)} THEN {place} ");
        var place = ranges.Count == 1 ? "0" : $"CASE {string.Concat(places)}ELSE {ranges.Count - 1} END";
        var within = KeyPart.Between(Key, ranges[0].From.After.Span, ranges[^1].EndsSegment ? default : ranges[^1].Upper.Span);
        var sums = IsNative ? "SUM(\"_MIGRATION_ROW\")" : "SUM(MD5_NUMBER_UPPER64(\"_MIGRATION_ROW\")), SUM(MD5_NUMBER_LOWER64(\"_MIGRATION_ROW\"))";
        return $"SELECT \"_MIGRATION_PLACE\", COUNT(*), {sums} FROM ({HashedRows(place, $"FROM {Table}{Where(within)}")}) AS r GROUP BY \"_MIGRATION_PLACE\"";
    }

    /// <summary>Rows in the order of the key that meet the conditions.</summary>
    public string Select(IEnumerable<string> conditions, long? limit)
    {
        // A name of the result must not be a column's, which ORDER BY means.
        var values = Values.Concat(Key.Select(part => part.Operand)).Select((value, place) => $"{value} AS {Named(place)}");
        var rows = $"SELECT {string.Join(", ", values)} FROM {Table}{Where(conditions)}{InOrder(Key.Select(part => part.Operand))}{(limit is null ? "" : $" LIMIT {limit}")}";
        if (Reals.Count == 0)
            return rows;
        var keys = Key.Select((_, place) => Named(Values.Count + place)).ToList();
        var texts = Values.Select((_, place) => Reals.Contains(place) ? $"{ExactReal.Of(Named(place))} AS {Named(place)}" : Named(place));
        return $"SELECT {string.Join(", ", texts.Concat(keys))} FROM ({ExactReal.Around(rows, RealNames)}) AS r{InOrder(keys)}";
    }

    private IReadOnlyList<string> RealNames => [.. Reals.Select(Named)];

    /// <summary>Of each row its range's place, and its hash or the text that is hashed of it.</summary>
    private string HashedRows(string place, string from)
    {
        if (IsNative)
            return $"SELECT {place} AS \"_MIGRATION_PLACE\", HASH({string.Join(", ", Values)}) AS \"_MIGRATION_ROW\" {from}";
        if (Reals.Count == 0)
            return $"SELECT {place} AS \"_MIGRATION_PLACE\", {Joined(HashTexts)} AS \"_MIGRATION_ROW\" {from}";
        var rows = $"SELECT {place} AS \"_MIGRATION_PLACE\", {string.Join(", ", HashTexts.Select((text, i) => $"{text} AS {Named(i)}"))} {from}";
        return $"SELECT \"_MIGRATION_PLACE\", {Joined(HashTexts.Select((_, i) => Reals.Contains(i) ? ExactReal.Of(Named(i)) : Named(i)))} AS \"_MIGRATION_ROW\" FROM ({ExactReal.Around(rows, RealNames)}) AS t";
    }

    private static string Joined(IEnumerable<string> texts) => string.Join(" || ", texts.Select(text => $"COALESCE({text}, 'N')"));

    private static string InOrder(IEnumerable<string> keys) => string.Join(", ", keys) is { Length: > 0 } order ? $" ORDER BY {order}" : "";

    private static string Named(int place) => $"\"_MIGRATION_{place}\"";
}
