using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Sql.Tokens;

/// <summary>Cuts Snowflake's SQL into tokens.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Symbols = ["::", "||", "<=", ">=", "<>", "!=", ":=", "=>", "->"];

    private int _at;

    public static List<Token> Read(string text) => [.. new Lexer(text).All()];

    private IEnumerable<Token> All()
    {
        for (Skip(); _at < text.Length; Skip()) yield return Next();
        yield return Make(TokenKind.End, "", text.Length);
    }

    private void Skip()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at])) _at++;
            else if (At("--") || At("//")) _at = IndexOrEnd('\n', _at);
            else if (At("/*")) _at = After("*/", _at + 2);
            else return;
        }
    }

    private Token Next()
    {
        var start = _at;
        var c = text[_at];
        if (IsWordStart(c)) return Word(start);
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))) return Number(start);
        return c switch
        {
            '\'' => Text(start),
            '"' => Quoted(start),
            '?' => Single(TokenKind.Bind),
            '$' when At("$$") => Raw(start),
            '$' => Dollar(start),
            _ => Symbol(start),
        };
    }

    private Token Word(int start)
    {
        while (_at < text.Length && IsWordPart(text[_at])) _at++;
        return Make(TokenKind.Word, text[start.._at].ToUpperInvariant(), start);
    }

    private Token Number(int start)
    {
        Digits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            Digits();
        }

        var mark = _at;
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-') _at++;
            if (_at < text.Length && char.IsAsciiDigit(text[_at])) Digits();
            else _at = mark;
        }

        return Make(TokenKind.Number, text[start.._at], start);
    }

    private void Digits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
    }

    private Token Text(int start)
    {
        var value = EscapedText.Read(text, start + 1, out _at) ?? throw Unended(start);
        return Make(TokenKind.Text, value, start);
    }

    private Token Quoted(int start)
    {
        for (_at++; ; _at++)
        {
            if (_at >= text.Length) throw Unended(start);
            if (text[_at] != '"') continue;
            if (_at + 1 < text.Length && text[_at + 1] == '"') _at++;
            else break;
        }

        _at++;
        return Make(TokenKind.QuotedIdentifier, text[(start + 1)..(_at - 1)].Replace("\"\"", "\"", StringComparison.Ordinal), start);
    }

    private Token Raw(int start)
    {
        var end = text.IndexOf("$$", start + 2, StringComparison.Ordinal);
        if (end < 0) throw Unended(start);
        _at = end + 2;
        return Make(TokenKind.Text, text[(start + 2)..end], start);
    }

    private Token Dollar(int start)
    {
        _at++;
        while (_at < text.Length && IsWordPart(text[_at])) _at++;
        return Make(TokenKind.Dollar, text[(start + 1).._at].ToUpperInvariant(), start);
    }

    private Token Symbol(int start)
    {
        var symbol = Symbols.FirstOrDefault(At) ?? text[_at].ToString();
        _at += symbol.Length;
        return Make(TokenKind.Symbol, symbol, start);
    }

    private Token Single(TokenKind kind)
    {
        _at++;
        return Make(kind, text[_at - 1].ToString(), _at - 1);
    }

    private Token Make(TokenKind kind, string value, int start) => new(kind, value, text[start..Math.Max(start, Math.Min(_at, text.Length))], text, start);

    private EngineException Unended(int start) => SqlError.Unexpected(new(TokenKind.Symbol, "", text.Substring(start, Math.Min(20, text.Length - start)), text, start));

    private bool At(string symbol) => string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0;

    private int IndexOrEnd(char c, int from) => text.IndexOf(c, from) is >= 0 and var found ? found : text.Length;

    private int After(string symbol, int from) => text.IndexOf(symbol, from, StringComparison.Ordinal) is >= 0 and var found ? found + symbol.Length : text.Length;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
