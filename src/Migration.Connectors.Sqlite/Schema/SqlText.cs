using System.Text;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>An SQL text cut into tokens as SQLite cuts it, so that names in it can be found and replaced safely.</summary>
internal sealed class SqlText
{
    private readonly string _sql;

    public SqlText(string sql)
    {
        _sql = sql;
        Tokens = Cut(sql);
    }

    public IReadOnlyList<SqlToken> Tokens { get; }

    public string Of(SqlToken token) => _sql.Substring(token.Start, token.Length);

    public string Between(int start, int end) => _sql[start..end];

    public bool IsWord(int index, string word) =>
        index >= 0 && index < Tokens.Count && Tokens[index].Kind == SqlTokenKind.Word
        && _sql.AsSpan(Tokens[index].Start, Tokens[index].Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(int index, char symbol) =>
        index >= 0 && index < Tokens.Count && Tokens[index].Kind == SqlTokenKind.Symbol && _sql[Tokens[index].Start] == symbol;

    public bool IsName(int index) =>
        index >= 0 && index < Tokens.Count && Tokens[index].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.Text;

    /// <summary>The name that a token writes, its quotes taken off.</summary>
    public string NameOf(int index)
    {
        var text = Of(Tokens[index]);
        return text[0] switch
        {
            '"' or '`' or '\'' => text[1..^1].Replace(new string(text[0], 2), text[0].ToString(), StringComparison.Ordinal),
            '[' => text[1..^1],
            _ => text,
        };
    }

    /// <summary>The index of the parenthesis that closes the one at <paramref name="open"/>; the last token where none does.</summary>
    public int Closing(int open)
    {
        for (var i = open + 1; i < Tokens.Count; i++)
        {
            if (Tokens[i].Depth == Tokens[open].Depth && IsSymbol(i, ')'))
                return i;
        }
        return Tokens.Count - 1;
    }

    /// <summary>The text with the tokens at some places written anew.</summary>
    public string Replace(IReadOnlyDictionary<int, string> replacements)
    {
        var result = new StringBuilder(_sql.Length + 32);
        var copied = 0;
        foreach (var (index, text) in replacements.OrderBy(r => r.Key))
        {
            result.Append(_sql, copied, Tokens[index].Start - copied).Append(text);
            copied = Tokens[index].End;
        }
        return result.Append(_sql, copied, _sql.Length - copied).ToString();
    }

    private static List<SqlToken> Cut(string sql)
    {
        var tokens = new List<SqlToken>();
        var depth = 0;
        for (var at = SkipBlank(sql, 0); at < sql.Length;)
        {
            var (kind, end) = Next(sql, at);
            if (kind == SqlTokenKind.Symbol && sql[at] == ')')
                depth--;
            tokens.Add(new SqlToken(kind, at, end - at, depth));
            if (kind == SqlTokenKind.Symbol && sql[at] == '(')
                depth++;
            at = SkipBlank(sql, end);
        }
        return tokens;
    }

    private static (SqlTokenKind Kind, int End) Next(string sql, int at) => sql[at] switch
    {
        '"' or '`' => (SqlTokenKind.QuotedName, EndOfQuoted(sql, at, sql[at])),
        '[' => (SqlTokenKind.QuotedName, EndAfter(sql, at, ']')),
        '\'' => (SqlTokenKind.Text, EndOfQuoted(sql, at, '\'')),
        'x' or 'X' when at + 1 < sql.Length && sql[at + 1] == '\'' => (SqlTokenKind.Number, EndOfQuoted(sql, at + 1, '\'')),
        >= '0' and <= '9' => (SqlTokenKind.Number, EndWhile(sql, at, c => IsWordPart(c) || c == '.')),
        var c when IsWordPart(c) => (SqlTokenKind.Word, EndWhile(sql, at, IsWordPart)),
        _ => (SqlTokenKind.Symbol, at + 1),
    };

    // SQLite counts every character above ASCII as part of a name.
    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > 127;

    private static int EndWhile(string sql, int at, Func<char, bool> belongs)
    {
        while (at < sql.Length && belongs(sql[at]))
            at++;
        return at;
    }

    private static int EndAfter(string sql, int at, char last)
    {
        var end = sql.IndexOf(last, at + 1);
        return end < 0 ? sql.Length : end + 1;
    }

    private static int EndOfQuoted(string sql, int at, char quote)
    {
        for (var end = at + 1; end < sql.Length; end++)
        {
            if (sql[end] != quote)
                continue;
            if (end + 1 >= sql.Length || sql[end + 1] != quote)
                return end + 1;
            end++;
        }
        return sql.Length;
    }

    private static int SkipBlank(string sql, int at)
    {
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at]))
                at++;
            else if (StartsAt(sql, at, "--"))
                at = EndAfter(sql, at, '\n');
            else if (StartsAt(sql, at, "/*"))
                at = EndOfComment(sql, at);
            else
                break;
        }
        return at;
    }

    private static int EndOfComment(string sql, int at)
    {
        var end = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return end < 0 ? sql.Length : end + 2;
    }

    private static bool StartsAt(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;
}
