using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Statements;

/// <summary>The parameters that a request may carry. Output formats are left out: values are read in the API's own encoding.</summary>
internal static class AllowedParameters
{
    public const string QueryTag = "QUERY_TAG";
    public const string MultiStatementCount = "MULTI_STATEMENT_COUNT";

    private static readonly string[] Names = ["CLIENT_RESULT_CHUNK_SIZE", "ROWS_PER_RESULTSET", "TIMEZONE", "USE_CACHED_RESULT"];

    /// <exception cref="ArgumentException">A name is not one that may be set so.</exception>
    public static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> given, string queryTag, int? statements)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given) all[Checked(name)] = value;
        if (queryTag.Length > ConnectionStringParser.LongestQueryTag)
            throw new ArgumentException($"A query tag may have at most {ConnectionStringParser.LongestQueryTag} characters.", nameof(queryTag));
        if (queryTag.Length > 0) all[QueryTag] = queryTag;
        if (statements is { } count) all[MultiStatementCount] = $"{count}";
        return all;
    }

    private static string Checked(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? name.ToUpperInvariant()
            : throw new ArgumentException($"Parameter '{name}' can't be set with a statement. These can: {string.Join(", ", Names)}; query tag and number of statements are properties of the command.", nameof(name));
}
