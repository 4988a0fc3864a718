using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>ALTER VIEW that sets and unsets tags.</summary>
internal static class ViewAlterParser
{
    public static AlterViewStatement Alter(TokenReader tokens)
    {
        tokens.Expect("ALTER", "VIEW");
        var ifExists = tokens.Take("IF", "EXISTS");
        var name = tokens.Name();
        var first = tokens.Current;
        var alterations = tokens.Take("ALTER") || tokens.Take("MODIFY") ? tokens.Commas(() => Column(tokens)) : GovernanceParser.OfTable(tokens);
        return alterations?.TrueForAll(alteration => alteration is SetTag or UnsetTag) == true ? new(name, ifExists, alterations) : throw SqlError.Unexpected(first);
    }

    private static TableAlteration Column(TokenReader tokens)
    {
        tokens.Take("COLUMN");
        return GovernanceParser.OfColumn(tokens, tokens.Identifier()) ?? throw tokens.Unexpected();
    }
}
