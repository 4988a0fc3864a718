using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SQLitePCL;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>SQLite has the operator REGEXP but no function behind it: this is one. NULL matches nothing known.</summary>
internal static class RegularExpressions
{
    private static readonly ConcurrentDictionary<string, Regex> s_patterns = new(StringComparer.Ordinal);

    public static int AddTo(sqlite3 session) =>
        raw.sqlite3_create_function(session, "regexp", 2, raw.SQLITE_DETERMINISTIC, null, Match);

    private static void Match(sqlite3_context context, object data, sqlite3_value[] arguments)
    {
        if (raw.sqlite3_value_type(arguments[1]) == raw.SQLITE_NULL)
        {
            raw.sqlite3_result_null(context);
            return;
        }

        var pattern = raw.sqlite3_value_text(arguments[0]).utf8_to_string();
        var value = raw.sqlite3_value_text(arguments[1]).utf8_to_string();
        try
        {
            // Time grows with the length of the value alone.
            var regex = s_patterns.GetOrAdd(pattern, text => new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
            raw.sqlite3_result_int(context, regex.IsMatch(value) ? 1 : 0);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            raw.sqlite3_result_error(context, utf8z.FromString(e.Message));
        }
    }
}
