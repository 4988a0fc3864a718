namespace Migration.Connectors.Snowflake.Views;

/// <summary>Cuts a text as Snowflake's lexer does: blanks and comments lie between its words.</summary>
internal sealed class SqlWords(string text)
{
    private int _at;

    /// <returns>Null where a quote or a comment has no end.</returns>
    public static IReadOnlyList<SqlWord>? Of(string text) => new SqlWords(text).Read();

    private char Current => text[_at];

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private List<SqlWord>? Read()
    {
        var words = new List<SqlWord>();
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(Current))
                _at++;
            else if ((Current, Next) is ('-', '-') or ('/', '/'))
                SkipTo("\n", mayEnd: true);
            else if ((Current, Next) is ('/', '*'))
                SkipTo("*/");
            else
                words.Add(Word());
        }
        return _at == text.Length ? words : null;
    }

    private SqlWord Word()
    {
        var start = _at;
        if (Current == '"')
            return Quoted(SqlWordKind.QuotedName, start, '"');
        if (Current == '\'')
            return Quoted(SqlWordKind.Literal, start, '\'');
        if ((Current, Next) is ('$', '$'))
        {
            SkipTo("$$");
            return new(SqlWordKind.Literal, Between(start, 2), start, _at);
        }
        if (!IsOfWord(Current))
            return new(SqlWordKind.Mark, text[_at++].ToString(), start, _at);
        while (_at < text.Length && IsOfWord(Current))
            _at++;
        return new(SqlWordKind.Word, text[start.._at].ToUpperInvariant(), start, _at);
    }

    private SqlWord Quoted(SqlWordKind kind, int start, char quote)
    {
        for (_at++; _at < text.Length; _at++)
        {
            if (quote == '\'' && Current == '\\')
                _at++;
            else if (Current == quote && Next == quote)
                _at++;
            else if (Current == quote)
                break;
        }
        _at++;
        var between = Between(start, 1);
        return new(kind, kind == SqlWordKind.QuotedName ? between.Replace("\"\"", "\"", StringComparison.Ordinal) : between, start, _at);
    }

    /// <summary>What has no end puts the reader behind the text's.</summary>
    private string Between(int start, int quote) => _at > text.Length ? "" : text[(start + quote)..(_at - quote)];

    private void SkipTo(string end, bool mayEnd = false)
    {
        var found = text.IndexOf(end, Math.Min(text.Length, _at + 2), StringComparison.Ordinal);
        _at = found >= 0 ? found + end.Length : text.Length + (mayEnd ? 0 : 1);
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';
}
