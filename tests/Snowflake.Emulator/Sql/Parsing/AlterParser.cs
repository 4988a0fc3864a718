using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>ALTER TABLE.</summary>
internal static class AlterParser
{
    public static AlterTableStatement Alter(TokenReader tokens)
    {
        tokens.Expect("ALTER", "TABLE");
        var ifExists = tokens.Take("IF", "EXISTS");
        return new(tokens.Name(), ifExists, Alterations(tokens));
    }

    private static List<TableAlteration> Alterations(TokenReader tokens)
    {
        if (GovernanceParser.OfTable(tokens) is { } governed) return governed;
        if (tokens.Take("SWAP", "WITH")) return [new SwapTable(tokens.Name())];
        if (tokens.Take("CLUSTER", "BY")) return [new ClusterTable(CreateParser.ClusterKeys(tokens))];
        if (tokens.Take("DROP", "CLUSTERING", "KEY")) return [new ClusterTable([])];
        if (tokens.Is("RENAME")) return [Rename(tokens)];
        if (tokens.Take("SET")) return [Set(tokens)];
        if (tokens.Take("UNSET")) return [new SetTableProperty(tokens.Identifier(), null)];
        if (tokens.Take("ADD")) return Add(tokens);
        if (tokens.Take("DROP")) return Drop(tokens);
        if (!tokens.Take("ALTER") && !tokens.Take("MODIFY")) throw tokens.Unexpected();
        return tokens.Take("(") ? Ended(tokens, tokens.Commas(() => AlterColumn(tokens))) : tokens.Commas(() => AlterColumn(tokens));
    }

    private static List<TableAlteration> Ended(TokenReader tokens, List<TableAlteration> all)
    {
        tokens.Expect(")");
        return all;
    }

    private static TableAlteration Rename(TokenReader tokens)
    {
        tokens.Expect("RENAME");
        if (tokens.Take("TO")) return new RenameTable(tokens.Name());
        tokens.Expect("COLUMN");
        var name = tokens.Identifier();
        tokens.Expect("TO");
        return new RenameColumn(name, tokens.Identifier());
    }

    private static SetTableProperty Set(TokenReader tokens)
    {
        var name = tokens.IsAny("COMMENT", "DATA_RETENTION_TIME_IN_DAYS", "CHANGE_TRACKING") ? tokens.Next().Text : throw tokens.Unexpected();
        tokens.Expect("=");
        return new(name, tokens.Next().Text);
    }

    private static List<TableAlteration> Add(TokenReader tokens)
    {
        if (ColumnParser.AtConstraint(tokens)) return [new AddConstraint(ColumnParser.Constraint(tokens))];
        tokens.Take("COLUMN");
        return tokens.Commas<TableAlteration>(() =>
        {
            var ifNotExists = tokens.Take("IF", "NOT", "EXISTS");
            return new AddColumn(ColumnParser.Column(tokens), ifNotExists);
        });
    }

    private static List<TableAlteration> Drop(TokenReader tokens)
    {
        if (tokens.Take("PRIMARY", "KEY")) return [new DropConstraint("PRIMARY KEY", "")];
        if (tokens.Take("CONSTRAINT")) return [new DropConstraint("", tokens.Identifier())];
        tokens.Take("COLUMN");
        var ifExists = tokens.Take("IF", "EXISTS");
        return tokens.Commas<TableAlteration>(() => new DropColumn(tokens.Identifier(), ifExists));
    }

    private static TableAlteration AlterColumn(TokenReader tokens)
    {
        tokens.Take("COLUMN");
        var alteration = new AlterColumn(tokens.Identifier());
        if (GovernanceParser.OfColumn(tokens, alteration.Name) is { } governed) return governed;
        if (tokens.Take("DROP", "NOT", "NULL")) return alteration with { SetsNotNull = false };
        if (tokens.Take("DROP", "DEFAULT")) return alteration with { DropsDefault = true };
        if (tokens.Take("COMMENT")) return alteration with { Comment = tokens.Text() };
        if (tokens.Take("SET", "NOT", "NULL")) return alteration with { SetsNotNull = true };
        if (tokens.Take("SET", "DEFAULT")) return alteration with { DefaultSequence = NextValue(tokens) };
        if (tokens.Take("SET", "DATA", "TYPE") || tokens.Take("TYPE")) return alteration with { Type = tokens.Type() };
        throw tokens.Unexpected();
    }

    /// <summary>The only default that can be set later is another sequence.</summary>
    private static ObjectName NextValue(TokenReader tokens)
    {
        var parts = new List<string> { tokens.Identifier() };
        while (tokens.Take(".")) parts.Add(tokens.Identifier());
        return parts is [.., "NEXTVAL"] && parts.Count > 1 ? new(parts[..^1]) : throw tokens.Unexpected();
    }
}
