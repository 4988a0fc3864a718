using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>
/// Whether an expression gives the same value each time it is evaluated for a row, whatever connection does it: it
/// reads no other table, which a name may mean another of elsewhere, and calls nothing like random().
/// </summary>
internal static class RepeatableExpression
{
    private const int Deterministic = 0x800;

    // SQLite calls them deterministic, but date('now') is not.
    private static readonly string[] s_clocks = ["date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"];
    private static readonly string[] s_words = ["select", "current_date", "current_time", "current_timestamp"];
    private static readonly string[] s_beforeParenthesis = ["and", "or", "not", "in", "between", "like", "glob", "regexp", "match", "escape", "is", "isnull", "notnull", "case", "when", "then", "else", "from", "distinct", "as"];

    public static bool Is(SqliteSession session, string expression)
    {
        var text = new SqlText(expression);
        return Enumerable.Range(0, text.Tokens.Count).All(i => !text.IsName(i) || IsHarmless(session, text, i));
    }

    private static bool IsHarmless(SqliteSession session, SqlText text, int index)
    {
        var name = text.NameOf(index);
        if (text.IsWord(index, "in") && !text.IsSymbol(index + 1, '('))
            return false;
        if (text.Tokens[index].Kind == SqlTokenKind.Word && s_words.Contains(name, StringComparer.OrdinalIgnoreCase))
            return false;
        return !text.IsSymbol(index + 1, '(') || s_beforeParenthesis.Contains(name, StringComparer.OrdinalIgnoreCase) || IsDeterministic(session, name);
    }

    private static bool IsDeterministic(SqliteSession session, string function) =>
        !s_clocks.Contains(function, StringComparer.OrdinalIgnoreCase)
        && session.QueryInteger($"SELECT count(*) > 0 AND min(flags & {Deterministic}) > 0 FROM pragma_function_list WHERE name = ?1 COLLATE NOCASE", function) == 1;
}
