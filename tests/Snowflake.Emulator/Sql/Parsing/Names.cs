using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Identifiers, names and aliases.</summary>
internal static class Names
{
    public static string Identifier(this TokenReader tokens) => tokens.AtIdentifier() ? tokens.Next().Text : throw tokens.Unexpected();

    public static bool AtIdentifier(this TokenReader tokens) => IsIdentifier(tokens.Current);

    public static bool IsIdentifier(Token token) =>
        token.Kind == TokenKind.QuotedIdentifier || (token.Kind == TokenKind.Word && !ReservedWords.Contains(token.Text));

    public static ObjectName Name(this TokenReader tokens)
    {
        var parts = new List<string> { tokens.Identifier() };
        while (parts.Count < 3 && tokens.Take(".")) parts.Add(tokens.Identifier());
        return new(parts);
    }

    /// <summary>An alias with or without AS.</summary>
    public static string? Alias(this TokenReader tokens)
    {
        if (tokens.Take("AS")) return tokens.Current.Kind is TokenKind.Word or TokenKind.QuotedIdentifier ? tokens.Next().Text : throw tokens.Unexpected();
        var next = tokens.Current;
        return next.Kind == TokenKind.QuotedIdentifier || (next.Kind == TokenKind.Word && !ReservedWords.EndsName(next.Text)) ? tokens.Next().Text : null;
    }

    public static List<string> Identifiers(this TokenReader tokens) => tokens.List(tokens.Identifier);

    /// <summary>Names in parentheses, if they are next.</summary>
    public static List<string> OptionalIdentifiers(this TokenReader tokens) => tokens.Is("(") ? tokens.Identifiers() : [];

    /// <summary>Items between parentheses, with commas.</summary>
    public static List<T> List<T>(this TokenReader tokens, Func<T> item)
    {
        tokens.Expect("(");
        var all = tokens.Commas(item);
        tokens.Expect(")");
        return all;
    }

    public static List<T> Commas<T>(this TokenReader tokens, Func<T> item)
    {
        var all = new List<T> { item() };
        while (tokens.Take(",")) all.Add(item());
        return all;
    }
}
