using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>The rows of a SHOW that are given: no more than the account's most, and of those that a person asks for.</summary>
internal static class ShowPage
{
    /// <summary>These fail where there are more and no LIMIT is said; any other leaves them out in silence.</summary>
    private static readonly string[] s_strict = ["DATABASES", "SCHEMAS", "TABLES", "VIEWS"];

    public static EngineResult Of(ShowStatement show, EngineResult all, int most)
    {
        if (show.Limit > most) throw TooMany($"LIMIT is more than {most}.");
        var rows = show.WithHistory ? Ordered(show, all) : all.Rows;
        if (show.Limit is null && rows.Count > most && s_strict.Contains(show.What)) throw TooMany($"More than {most} rows without a LIMIT.");
        return all with { Rows = [.. rows.Take(show.Limit ?? most)] };
    }

    /// <summary>What was dropped stands beside what is there.</summary>
    private static List<string?[]> Ordered(ShowStatement show, EngineResult all)
    {
        var name = all.Columns.ToList().FindIndex(column => column.Name == "name");
        return [.. all.Rows
            .Where(row => (show.StartsWith is null || row[name]!.StartsWith(show.StartsWith, StringComparison.Ordinal)) && (show.From is null || string.CompareOrdinal(row[name], show.From) > 0))
            .OrderBy(row => row[name], StringComparer.Ordinal)];
    }

    private static EngineException TooMany(string message) => new("090153", "22000", message);
}
