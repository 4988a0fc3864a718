namespace Snowflake.Emulator.Sql.Tokens;

/// <summary>One token. The text of a word is in upper case, that of a literal has no quotes and no escapes.</summary>
internal sealed record Token(TokenKind Kind, string Text, string Raw, string Source, int Start)
{
    public int Line => Source.AsSpan(0, Start).Count('\n') + 1;

    public int Column => Start - (Start == 0 ? 0 : Source.LastIndexOf('\n', Start - 1) + 1);

    public int End => Start + Raw.Length;

    /// <summary>Whether this is the given word or symbol.</summary>
    public bool Is(string text) => Kind is TokenKind.Word or TokenKind.Symbol && Text == text;
}
