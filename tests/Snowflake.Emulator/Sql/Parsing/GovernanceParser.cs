using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Tags, masking policies and row access policies: how they are made, and how they are put on tables.</summary>
internal static class GovernanceParser
{
    private const string Masking = "MASKING POLICY";
    private const string RowAccess = "ROW ACCESS POLICY";

    /// <summary>The kind of object that is next; null where it is none of these.</summary>
    public static string? Kind(TokenReader tokens)
    {
        foreach (var kind in (string[])[Masking, RowAccess, "TAG"])
        {
            if (tokens.Take(kind.Split(' '))) return kind;
        }

        return null;
    }

    public static Statement Create(TokenReader tokens, string kind, bool replaces)
    {
        var mode = new CreateMode(replaces, tokens.Take("IF", "NOT", "EXISTS"));
        var name = tokens.Name();
        return kind == "TAG" ? Tag(tokens, name, mode) : Policy(tokens, kind, name, mode);
    }

    /// <summary>What follows the name in ALTER TABLE; null where it is something else.</summary>
    public static List<TableAlteration>? OfTable(TokenReader tokens)
    {
        if (tokens.Take("SET", "TAG")) return tokens.Commas<TableAlteration>(() => Set(tokens, null));
        if (tokens.Take("UNSET", "TAG")) return tokens.Commas<TableAlteration>(() => new UnsetTag(null, tokens.Name()));
        if (tokens.Take("DROP", "ALL", "ROW", "ACCESS", "POLICIES")) return [new DropRowPolicy(null)];
        if (tokens.Take("DROP", "ROW", "ACCESS", "POLICY")) return [new DropRowPolicy(tokens.Name())];
        if (!tokens.Take("ADD", "ROW", "ACCESS", "POLICY")) return null;
        var policy = tokens.Name();
        tokens.Expect("ON");
        return [new AddRowPolicy(policy, tokens.Identifiers())];
    }

    /// <summary>What follows a column's name; null where it is something else.</summary>
    public static TableAlteration? OfColumn(TokenReader tokens, string column)
    {
        if (tokens.Take("SET", "TAG")) return Set(tokens, column);
        if (tokens.Take("UNSET", "TAG")) return new UnsetTag(column, tokens.Name());
        if (tokens.Take("UNSET", "MASKING", "POLICY")) return new UnsetMask(column);
        if (!tokens.Take("SET", "MASKING", "POLICY")) return null;
        var policy = tokens.Name();
        List<string> columns = tokens.Take("USING") ? tokens.Identifiers() : [];
        return new SetMask(column, policy, columns, tokens.Take("FORCE"));
    }

    private static SetTag Set(TokenReader tokens, string? column)
    {
        var tag = tokens.Name();
        tokens.Expect("=");
        return new(column, tag, tokens.Text());
    }

    private static CreateTagStatement Tag(TokenReader tokens, ObjectName name, CreateMode mode)
    {
        List<string> allowed = tokens.Take("ALLOWED_VALUES") ? tokens.Commas(tokens.Text) : [];
        return new(name, mode) { AllowedValues = allowed, Comment = CreateParser.OptionalComment(tokens) };
    }

    private static CreatePolicyStatement Policy(TokenReader tokens, string kind, ObjectName name, CreateMode mode)
    {
        tokens.Expect("AS");
        var arguments = tokens.List(() => new PolicyArgument(tokens.Identifier(), tokens.Type()));
        tokens.Expect("RETURNS");
        var returns = tokens.Type();
        tokens.Expect("->");
        var body = tokens.Expression();
        if (kind == RowAccess && returns.Kind != TypeKind.Boolean) throw SqlError.Types(kind, returns.ToString(), "");
        return new(kind, name, mode) { Arguments = arguments, Returns = returns, Body = body, Comment = CreateParser.OptionalComment(tokens) };
    }
}
