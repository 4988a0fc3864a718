using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Blocks of Snowflake Scripting.</summary>
internal static class ScriptParser
{
    public static ScriptBlock Block(TokenReader tokens)
    {
        var declarations = new List<ScriptStep>();
        if (tokens.Take("DECLARE"))
        {
            while (!tokens.Is("BEGIN")) declarations.Add(Ended(tokens, Declaration));
        }

        tokens.Expect("BEGIN");
        var body = Steps(tokens, "END", "EXCEPTION");
        var handlers = new List<ScriptHandler>();
        if (tokens.Take("EXCEPTION"))
        {
            while (tokens.Take("WHEN")) handlers.Add(Handler(tokens));
        }

        tokens.Expect("END");
        return new(declarations, body, handlers);
    }

    private static ScriptHandler Handler(TokenReader tokens)
    {
        var names = new List<string>();
        do
        {
            names.Add(tokens.Identifier());
        }
        while (tokens.Take("OR"));
        if (tokens.Is("CONTINUE")) throw tokens.Unexpected();
        tokens.Take("EXIT");
        tokens.Expect("THEN");
        return new(names is ["OTHER"] ? [] : names, Steps(tokens, "WHEN", "END"));
    }

    private static List<ScriptStep> Steps(TokenReader tokens, params string[] ends)
    {
        var steps = new List<ScriptStep>();
        while (!tokens.IsAny(ends)) steps.Add(Ended(tokens, Step));
        return steps;
    }

    private static ScriptStep Ended(TokenReader tokens, Func<TokenReader, ScriptStep> parse)
    {
        var first = tokens.Current;
        var step = parse(tokens);
        tokens.Expect(";");
        return step with { Line = first.Line, Column = first.Column };
    }

    private static ScriptStep Declaration(TokenReader tokens)
    {
        if (!tokens.Peek().Is("EXCEPTION")) return Variable(tokens);
        var name = tokens.Identifier();
        tokens.Expect("EXCEPTION", "(");
        var negative = tokens.Take("-");
        var code = tokens.Integer();
        var message = tokens.Take(",") ? tokens.Text() : "";
        tokens.Expect(")");
        return negative && code is >= 20000 and <= 20999 ? new ExceptionStep(name, -code, message) : throw SqlError.Unexpected(tokens.Peek(-1));
    }

    private static LetStep Variable(TokenReader tokens)
    {
        var name = tokens.Identifier();
        if (tokens.IsAny("CURSOR", "RESULTSET")) throw tokens.Unexpected();
        SqlType? type = tokens.IsAny(":=", "DEFAULT", ";") ? null : tokens.Type();
        return new(name, type, tokens.Take(":=") || tokens.Take("DEFAULT") ? tokens.Expression() : null);
    }

    private static ScriptStep Step(TokenReader tokens)
    {
        if (tokens.Take("LET")) return Variable(tokens);
        if (tokens.Take("IF", "(")) return If(tokens);
        if (tokens.Take("RAISE")) return new RaiseStep(tokens.Is(";") ? null : tokens.Identifier());
        if (tokens.Take("RETURN")) return new ReturnStep(tokens.Is(";") ? null : tokens.Expression());
        if (tokens.Take("NULL")) return new NullStep();
        if (tokens.Is("DECLARE") || (tokens.Is("BEGIN") && !StatementParser.BeginsTransaction(tokens))) return new BlockStep(Block(tokens));
        if (tokens.IsAny("FOR", "WHILE", "LOOP", "REPEAT", "OPEN", "FETCH", "CLOSE", "CALL", "AWAIT", "ASYNC", "CASE")) throw tokens.Unexpected();
        return tokens.Peek().Is(":=") ? Assign(tokens) : Embedded(tokens);
    }

    private static StatementStep Embedded(TokenReader tokens)
    {
        var first = tokens.Current;
        var statement = tokens.Statement();
        return new(statement, tokens.TextSince(first));
    }

    private static AssignStep Assign(TokenReader tokens)
    {
        var name = tokens.Identifier();
        tokens.Expect(":=");
        return new(name, tokens.Expression());
    }

    private static IfStep If(TokenReader tokens)
    {
        var branches = new List<IfBranch>();
        do
        {
            if (branches.Count > 0) tokens.Expect("(");
            var condition = tokens.Expression();
            tokens.Expect(")", "THEN");
            branches.Add(new(condition, Steps(tokens, "ELSEIF", "ELSE", "END")));
        }
        while (tokens.Take("ELSEIF"));
        List<ScriptStep> otherwise = tokens.Take("ELSE") ? Steps(tokens, "END") : [];
        tokens.Expect("END", "IF");
        return new(branches, otherwise);
    }
}
