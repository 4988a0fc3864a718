using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>DATA_RETENTION_TIME_IN_DAYS of an account, a database or a schema.</summary>
internal static class RetentionParser
{
    private const string Word = "DATA_RETENTION_TIME_IN_DAYS";

    /// <summary>ALTER … SET and UNSET; null where something else is altered.</summary>
    public static AlterRetentionStatement? OptionalAlter(TokenReader tokens)
    {
        if (!tokens.Is("ALTER") || !(tokens.Peek().Is("ACCOUNT") || tokens.Peek().Is("DATABASE") || tokens.Peek().Is("SCHEMA"))) return null;
        tokens.Next();
        var kind = tokens.Next().Text;
        var name = kind == "ACCOUNT" ? null : tokens.Name();
        if (tokens.Take("UNSET", Word)) return new(kind, name, null);
        tokens.Expect("SET");
        return new(kind, name, OptionalDays(tokens) ?? throw tokens.Unexpected());
    }

    public static int? OptionalDays(TokenReader tokens)
    {
        if (!tokens.Take(Word)) return null;
        tokens.Expect("=");
        return tokens.Integer();
    }
}
