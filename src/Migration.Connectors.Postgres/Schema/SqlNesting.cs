namespace Migration.Connectors.Postgres.Schema;

/// <summary>Walks a text as PostgreSQL's lexer does, as far as parentheses, quotes and comments go.</summary>
internal sealed class SqlNesting(string text)
{
    private int _at;

    /// <summary>Placed between parentheses, such a text can't reach out of them.</summary>
    public bool IsOneExpression => !string.IsNullOrWhiteSpace(text) && Walk();

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
                case '\'' when !SkipQuoted('\'', IsEscapeString()): return false;
                case '"' when !SkipQuoted('"', hasBackslash: false): return false;
                case '$' when !SkipDollar(): return false;
                case '-' when Next == '-': SkipLine(); break;
                case '/' when Next == '*' && !SkipComment(): return false;
            }
        }
        return depth == 0;
    }

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private bool IsEscapeString() => _at > 0 && text[_at - 1] is 'e' or 'E' && (_at == 1 || !char.IsLetterOrDigit(text[_at - 2]));

    private bool SkipQuoted(char quote, bool hasBackslash)
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (hasBackslash && text[_at] == '\\')
                _at++;
            else if (text[_at] == quote && Next == quote)
                _at++;
            else if (text[_at] == quote)
                return true;
        }
        return false;
    }

    // $tag$ … $tag$; a $ within a name or before a digit begins none.
    private bool SkipDollar()
    {
        var end = text.IndexOf('$', _at + 1);
        if (end < 0 || (_at > 0 && char.IsLetterOrDigit(text[_at - 1])) || !text[(_at + 1)..end].All(c => char.IsLetterOrDigit(c) || c == '_'))
            return !char.IsDigit(Next);
        var tag = text[_at..(end + 1)];
        var close = text.IndexOf(tag, end + 1, StringComparison.Ordinal);
        _at = close + tag.Length - 1;
        return close >= 0;
    }

    private void SkipLine()
    {
        while (_at + 1 < text.Length && Next is not ('\n' or '\r'))
            _at++;
    }

    private bool SkipComment()
    {
        var depth = 0;
        for (; _at < text.Length - 1; _at++)
        {
            if (text[_at] == '/' && Next == '*')
                (depth, _at) = (depth + 1, _at + 1);
            else if (text[_at] == '*' && Next == '/')
                (depth, _at) = (depth - 1, _at + 1);
            if (depth == 0)
                return true;
        }
        return false;
    }
}
