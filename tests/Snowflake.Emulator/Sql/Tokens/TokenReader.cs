using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Sql.Tokens;

/// <summary>Goes through the tokens of one text.</summary>
internal sealed class TokenReader(string text)
{
    private readonly List<Token> _tokens = Lexer.Read(text);
    private int _at;

    /// <summary>How many question marks were read.</summary>
    public int Binds { get; set; }

    public string Source => text;

    public Token Current => _tokens[_at];

    public bool AtEnd => Current.Kind == TokenKind.End;

    public Token Peek(int ahead = 1) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    public Token Next() => _tokens[AtEnd ? _at : _at++];

    public bool Is(string word) => Current.Is(word);

    public bool IsAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(word)) return true;
        }

        return false;
    }

    /// <summary>Whether the next tokens are these, in order.</summary>
    public bool Are(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Peek(i).Is(words[i])) return false;
        }

        return true;
    }

    /// <summary>Goes past these tokens if they are next.</summary>
    public bool Take(params ReadOnlySpan<string> words)
    {
        if (!Are(words)) return false;
        _at += words.Length;
        return true;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!Take(word)) throw Unexpected();
        }
    }

    public EngineException Unexpected() => SqlError.Unexpected(Current);

    public void ExpectEnd()
    {
        while (Take(";"))
        {
        }

        if (!AtEnd) throw Unexpected();
    }

    public string Text() => Current.Kind == TokenKind.Text ? Next().Text : throw Unexpected();

    public int Integer() =>
        Current.Kind == TokenKind.Number && int.TryParse(Current.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) && Next() is not null ? number : throw Unexpected();

    /// <summary>What was written from one token to before the current one.</summary>
    public string TextSince(Token first) => text[first.Start..(_at == 0 ? 0 : _tokens[_at - 1].End)];
}
