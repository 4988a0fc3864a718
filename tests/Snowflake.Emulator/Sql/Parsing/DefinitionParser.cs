using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>DROP, UNDROP and COMMENT.</summary>
internal static class DefinitionParser
{
    public static DropStatement Drop(TokenReader tokens)
    {
        tokens.Expect("DROP");
        var kind = GovernanceParser.Kind(tokens) ?? (tokens.Take("STAGE") ? "STAGE" : Kind(tokens));
        var ifExists = tokens.Take("IF", "EXISTS");
        var name = tokens.Name();
        // Foreign keys bind nothing and a schema goes with what is in it, so both words change nothing.
        if (!tokens.Take("CASCADE")) tokens.Take("RESTRICT");
        return new(kind, name, ifExists);
    }

    public static UndropStatement Undrop(TokenReader tokens)
    {
        tokens.Expect("UNDROP");
        return tokens.IsAny("TABLE", "SCHEMA", "DATABASE") ? new(tokens.Next().Text, tokens.Name()) : throw tokens.Unexpected();
    }

    public static CommentStatement Comment(TokenReader tokens)
    {
        tokens.Expect("COMMENT");
        var ifExists = tokens.Take("IF", "EXISTS");
        tokens.Expect("ON");
        var kind = tokens.Take("COLUMN") ? "COLUMN" : Kind(tokens);
        var parts = new List<string> { tokens.Identifier() };
        while (tokens.Take(".")) parts.Add(tokens.Identifier());
        tokens.Expect("IS");
        return new(kind, new(parts), tokens.Text(), ifExists);
    }

    private static string Kind(TokenReader tokens) =>
        tokens.IsAny("TABLE", "VIEW", "SCHEMA", "DATABASE", "SEQUENCE") ? tokens.Next().Text : throw tokens.Unexpected();
}
