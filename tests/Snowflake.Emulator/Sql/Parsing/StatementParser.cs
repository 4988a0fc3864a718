using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>One statement of any kind.</summary>
internal static class StatementParser
{
    public static Statement Parse(string text)
    {
        var tokens = new TokenReader(text);
        var statement = tokens.Statement();
        tokens.ExpectEnd();
        return statement;
    }

    public static Statement Statement(this TokenReader tokens)
    {
        if (tokens.AtQuery()) return new QueryStatement(tokens.Query());
        return tokens.Current.Text switch
        {
            "INSERT" => ChangeParser.Insert(tokens),
            "UPDATE" => ChangeParser.Update(tokens),
            "DELETE" => ChangeParser.Delete(tokens),
            "MERGE" => ChangeParser.Merge(tokens),
            "TRUNCATE" => ChangeParser.Truncate(tokens),
            "CREATE" => CreateParser.Create(tokens),
            "ALTER" => Alter(tokens),
            "DROP" => DefinitionParser.Drop(tokens),
            "UNDROP" => DefinitionParser.Undrop(tokens),
            "GRANT" or "REVOKE" => GrantParser.Parse(tokens),
            "COMMENT" => DefinitionParser.Comment(tokens),
            "SHOW" => ShowParser.Show(tokens),
            "DESC" or "DESCRIBE" => ShowParser.Describe(tokens),
            "PUT" => StageParser.Put(tokens),
            "REMOVE" or "RM" => StageParser.Remove(tokens),
            "COPY" => StageParser.Copy(tokens),
            "USE" => Use(tokens),
            "SET" => Set(tokens),
            "EXECUTE" => Immediate(tokens),
            "DECLARE" => new ScriptStatement(ScriptParser.Block(tokens)),
            "BEGIN" or "COMMIT" or "ROLLBACK" or "START" => TransactionOrBlock(tokens),
            _ => throw tokens.Unexpected(),
        };
    }

    /// <summary>Whether BEGIN starts a transaction; else it starts a block.</summary>
    public static bool BeginsTransaction(TokenReader tokens) =>
        tokens.Is("BEGIN") && (tokens.Peek().Is(";") || tokens.Peek().Is("TRANSACTION") || tokens.Peek().Is("WORK") || tokens.Peek().Is("NAME") || tokens.Peek().Kind == TokenKind.End);

    private static Statement TransactionOrBlock(TokenReader tokens)
    {
        if (tokens.Is("BEGIN") && !BeginsTransaction(tokens)) return new ScriptStatement(ScriptParser.Block(tokens));
        var word = tokens.Next().Text;
        if (word == "START") tokens.Expect("TRANSACTION");
        else if (!tokens.Take("WORK")) _ = tokens.Take("TRANSACTION");
        if (tokens.Take("NAME")) tokens.Identifier();
        return new TransactionStatement(word == "START" ? "BEGIN" : word);
    }

    private static Statement Alter(TokenReader tokens)
    {
        if (tokens.Are("ALTER", "VIEW")) return ViewAlterParser.Alter(tokens);
        if (tokens.Are("ALTER", "WAREHOUSE")) return WarehouseParser.Alter(tokens);
        if (RetentionParser.OptionalAlter(tokens) is { } retention) return retention;
        if (!tokens.Take("ALTER", "SESSION", "SET")) return AlterParser.Alter(tokens);
        var name = tokens.Identifier();
        tokens.Expect("=");
        return new SetParameterStatement(name, tokens.Next().Text);
    }

    private static UseStatement Use(TokenReader tokens)
    {
        tokens.Expect("USE");
        var kind = tokens.IsAny("ROLE", "WAREHOUSE", "DATABASE", "SCHEMA") ? tokens.Next().Text : "SCHEMA";
        return new(kind, tokens.Name());
    }

    private static SetVariableStatement Set(TokenReader tokens)
    {
        tokens.Expect("SET");
        var name = tokens.Identifier();
        tokens.Expect("=");
        return new(name, tokens.Expression());
    }

    private static Statement Immediate(TokenReader tokens)
    {
        tokens.Expect("EXECUTE", "IMMEDIATE");
        return Parse(tokens.Text());
    }
}
