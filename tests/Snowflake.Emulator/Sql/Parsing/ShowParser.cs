using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>SHOW and DESCRIBE.</summary>
internal static class ShowParser
{
    public static ShowStatement Show(TokenReader tokens)
    {
        tokens.Expect("SHOW");
        var terse = tokens.Take("TERSE");
        if (terse) throw SqlError.Unexpected(tokens.Peek(-1));
        var show = new ShowStatement(What(tokens));
        if (show.What == "GRANTS") return On(tokens, show);
        show = show with { WithHistory = tokens.Take("HISTORY") };
        if (tokens.Take("LIKE")) show = show with { Like = tokens.Text() };
        if (tokens.Take("IN")) show = In(tokens, show);
        if (tokens.Take("STARTS", "WITH")) show = show with { StartsWith = tokens.Text() };
        if (!tokens.Take("LIMIT")) return show;
        show = show with { Limit = tokens.Integer() };
        return tokens.Take("FROM") ? show with { From = tokens.Text() } : show;
    }

    public static DescribeStatement Describe(TokenReader tokens)
    {
        tokens.Next();
        var kind = tokens.IsAny("TABLE", "VIEW") ? tokens.Next().Text : throw tokens.Unexpected();
        return new(kind, tokens.Name());
    }

    private static string What(TokenReader tokens)
    {
        foreach (var kind in (string[])["PRIMARY KEYS", "UNIQUE KEYS", "IMPORTED KEYS", "EXPORTED KEYS"])
        {
            if (tokens.Take(kind.Split(' '))) return kind;
        }

        return tokens.IsAny("TABLES", "VIEWS", "COLUMNS", "SCHEMAS", "DATABASES", "SEQUENCES", "PARAMETERS", "GRANTS", "WAREHOUSES") ? tokens.Next().Text : throw tokens.Unexpected();
    }

    private static ShowStatement On(TokenReader tokens, ShowStatement show)
    {
        tokens.Expect("ON");
        var kind = tokens.IsAny("DATABASE", "SCHEMA", "TABLE", "VIEW", "SEQUENCE", "WAREHOUSE") ? tokens.Next().Text : throw tokens.Unexpected();
        return show with { InKind = kind, In = tokens.Name() };
    }

    private static ShowStatement In(TokenReader tokens, ShowStatement show)
    {
        if (tokens.Take("ACCOUNT")) return show with { InKind = "ACCOUNT" };
        var kind = tokens.IsAny("DATABASE", "SCHEMA", "TABLE", "VIEW") ? tokens.Next().Text : "";
        return show with { InKind = kind, In = tokens.AtIdentifier() ? tokens.Name() : null };
    }
}
