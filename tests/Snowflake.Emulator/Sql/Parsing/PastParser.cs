using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>AT (…) and BEFORE (…) after a table's name.</summary>
internal static class PastParser
{
    public static PastMoment? OptionalPast(this TokenReader tokens)
    {
        if (!tokens.IsAny("AT", "BEFORE") || !tokens.Peek().Is("(")) return null;
        var isBefore = tokens.Next().Text == "BEFORE";
        tokens.Expect("(");
        // STREAM is the one that is refused.
        var kind = tokens.IsAny("TIMESTAMP", "OFFSET", "STATEMENT") ? tokens.Next().Text : throw tokens.Unexpected();
        tokens.Expect("=>");
        var value = tokens.Expression();
        tokens.Expect(")");
        return new(isBefore, kind, value);
    }
}
