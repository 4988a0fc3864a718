namespace Migration.Connectors.Snowflake.Views;

/// <summary>Reads CREATE VIEW as a person wrote it. What it does not know it does not guess.</summary>
internal sealed class ViewStatementReader
{
    private readonly string _text;
    private readonly IReadOnlyList<SqlWord> _words;
    private int _at;

    private ViewStatementReader(string text, IReadOnlyList<SqlWord> words) => (_text, _words) = (text, words);

    /// <returns>Null where a clause is unknown, or says what a copy would lack: a policy.</returns>
    public static ViewStatement? Read(string text) => SqlWords.Of(text) is { } words ? new ViewStatementReader(text, words).Read() : null;

    private ViewStatement? Read()
    {
        if (!Take("CREATE"))
            return null;
        if (Take("OR") && !Take("REPLACE") && !Take("ALTER"))
            return null;
        var isSecure = Take("SECURE");
        var isRecursive = Take("RECURSIVE");
        if (!Take("VIEW") || (Take("IF") && !(Take("NOT") && Take("EXISTS"))) || !TakeName())
            return null;
        if (Columns() is not { } columns || Properties() is not { } properties)
            return null;
        var query = _words.Skip(_at).Reverse().SkipWhile(word => word.Is(";")).Reverse().ToList();
        return query.Count == 0 || query.Exists(word => word.Is(";"))
            ? null
            : new(isSecure, isRecursive, columns, properties, _text[query[0].Start..query[^1].End]);
    }

    private bool TakeName()
    {
        do
        {
            if (IsAt(word => word.IsName))
                _at++;
            // A database with two dots leaves the schema out.
            else if (!IsAt(word => word.Is(".")))
                return false;
        }
        while (Take("."));
        return true;
    }

    /// <summary>Without tags, which the catalog tells. Null where one has a policy.</summary>
    private string? Columns()
    {
        if (!IsAt(word => word.Is("(")))
            return "";
        var (kept, from, first) = (" ", _words[_at].Start, _at);
        while (_at < _words.Count && !_words[_at].Is(")"))
        {
            var at = _at;
            if (Are("POLICY"))
                return null;
            if (at > first + 1 && TakeTags())
            {
                kept += _text[from.._words[at - 1].End];
                from = _words[_at - 1].End;
            }
            else
            {
                _at++;
            }
        }
        return Take(")") ? kept + _text[from.._words[_at - 1].End] : null;
    }

    /// <summary>[WITH] TAG (name = 'value', …).</summary>
    private bool TakeTags()
    {
        var first = _at;
        Take("WITH");
        if (Take("TAG") && Take("("))
        {
            while (_at < _words.Count && !_words[_at].Is(")"))
                _at++;
            if (Take(")"))
                return true;
        }
        _at = first;
        return false;
    }

    /// <summary>Up to the query. Comment and tags are the catalog's to tell; grants and tags of a view that was replaced are no part of it.</summary>
    private string? Properties()
    {
        var kept = "";
        while (!Take("AS"))
        {
            var first = _at;
            if ((Take("COPY") && (Take("GRANTS") || Take("TAGS"))) || TakeTags())
                continue;
            _at = first;
            if (Take("COMMENT") && Take("=") && IsAt(word => word.Kind == SqlWordKind.Literal))
                _at++;
            else if (Take("CHANGE_TRACKING") && Take("=") && (Take("TRUE") || Take("FALSE")))
                kept += $" {_text[_words[first].Start.._words[_at - 1].End]}";
            else
                return null;
        }
        return kept;
    }

    private bool IsAt(Func<SqlWord, bool> what) => _at < _words.Count && what(_words[_at]);

    private bool Are(params ReadOnlySpan<string> words)
    {
        for (var ahead = 0; ahead < words.Length; ahead++)
        {
            if (_at + ahead >= _words.Count || !_words[_at + ahead].Is(words[ahead]))
                return false;
        }
        return true;
    }

    private bool Take(string word)
    {
        if (!Are(word))
            return false;
        _at++;
        return true;
    }
}
