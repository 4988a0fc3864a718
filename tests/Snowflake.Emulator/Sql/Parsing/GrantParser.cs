using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>GRANT and REVOKE of privileges on tables, views, sequences, policies and tags.</summary>
internal static class GrantParser
{
    private static readonly string[] OfViews = ["SELECT", "REFERENCES"];
    private static readonly string[] OfTables = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "REBUILD", "EVOLVE SCHEMA", "APPLYBUDGET"];

    public static GrantStatement Parse(TokenReader tokens)
    {
        var isRevoked = tokens.Next().Text == "REVOKE";
        var first = tokens.Current;
        var privileges = tokens.Commas(() => Privilege(tokens));
        tokens.Expect("ON");
        var kind = tokens.IsAny("TABLE", "VIEW", "SEQUENCE") ? tokens.Next().Text : GovernanceParser.Kind(tokens) ?? throw tokens.Unexpected();
        string[] known = kind switch { "TABLE" => OfTables, "VIEW" => OfViews, "SEQUENCE" => ["USAGE"], _ => ["APPLY", "OWNERSHIP"] };
        if (privileges.Exists(privilege => !known.Contains(privilege))) throw SqlError.Unexpected(first);
        var name = tokens.Name();
        tokens.Expect(isRevoked ? "FROM" : "TO");
        var grantee = tokens.Take("DATABASE", "ROLE") ? "DATABASE_ROLE" : "ROLE";
        if (grantee == "ROLE") tokens.Expect("ROLE");
        return new(isRevoked, privileges, kind, name) { GranteeKind = grantee, Grantee = tokens.Name(), WithOption = !isRevoked && tokens.Take("WITH", "GRANT", "OPTION") };
    }

    private static string Privilege(TokenReader tokens) => tokens.Take("EVOLVE", "SCHEMA") ? "EVOLVE SCHEMA" : tokens.Next().Text;
}
