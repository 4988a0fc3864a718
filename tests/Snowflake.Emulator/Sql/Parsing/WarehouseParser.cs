using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>ALTER WAREHOUSE.</summary>
internal static class WarehouseParser
{
    public static AlterWarehouseStatement Alter(TokenReader tokens)
    {
        tokens.Expect("ALTER", "WAREHOUSE");
        var ifExists = tokens.Take("IF", "EXISTS");
        var alter = new AlterWarehouseStatement(new([tokens.Identifier()]), ifExists);
        if (tokens.Take("SUSPEND")) return alter with { Action = "SUSPEND" };
        if (tokens.Take("RESUME")) return alter with { Action = "RESUME", IfSuspended = tokens.Take("IF", "SUSPENDED") };
        tokens.Expect("SET");
        var properties = new Dictionary<string, string>();
        do
        {
            var name = tokens.IsAny("WAREHOUSE_SIZE", "WAIT_FOR_COMPLETION", "AUTO_SUSPEND", "AUTO_RESUME", "COMMENT") ? tokens.Next().Text : throw tokens.Unexpected();
            tokens.Expect("=");
            properties[name] = tokens.AtEnd ? throw tokens.Unexpected() : tokens.Next().Text;
            tokens.Take(",");
        }
        while (!tokens.AtEnd && !tokens.Is(";"));
        return alter with { Properties = properties };
    }
}
