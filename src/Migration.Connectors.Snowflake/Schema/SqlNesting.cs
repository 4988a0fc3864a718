namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Walks a text as Snowflake's lexer does, as far as parentheses, quotes and comments go.</summary>
internal sealed class SqlNesting(string text)
{
    private int _at;

    /// <summary>Placed between parentheses, such a text can't reach out of them.</summary>
    public bool IsOneExpression => !string.IsNullOrWhiteSpace(text) && Walk();

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private bool Walk()
    {
        var depth = 0;
        for (_at = 0; _at < text.Length; _at++)
        {
            switch (text[_at])
            {
                case '(': depth++; break;
                case ')' when --depth < 0: return false;
                case ';': return false;
                case ',' when depth == 0: return false;
                case '\'' when !SkipQuoted('\''): return false;
                case '"' when !SkipQuoted('"'): return false;
                case '$' when Next == '$' && !SkipTo("$$"): return false;
                case '-' when Next == '-': SkipLine(); break;
                case '/' when Next == '/': SkipLine(); break;
                case '/' when Next == '*' && !SkipTo("*/"): return false;
            }
        }
        return depth == 0;
    }

    private bool SkipQuoted(char quote)
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (quote == '\'' && text[_at] == '\\')
                _at++;
            else if (text[_at] == quote && Next == quote)
                _at++;
            else if (text[_at] == quote)
                return true;
        }
        return false;
    }

    private bool SkipTo(string end)
    {
        var close = text.IndexOf(end, _at + 2, StringComparison.Ordinal);
        _at = close + 1;
        return close >= 0;
    }

    private void SkipLine()
    {
        while (_at + 1 < text.Length && Next is not ('\n' or '\r'))
            _at++;
    }
}
