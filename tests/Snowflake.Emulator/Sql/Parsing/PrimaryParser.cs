using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>What operators stand between: literals, columns, calls, cases and what is in parentheses.</summary>
internal static class PrimaryParser
{
    private static readonly HashSet<string> CallsWithoutParentheses = ["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME", "LOCALTIMESTAMP"];

    public static Expression Primary(this TokenReader tokens)
    {
        var token = tokens.Current;
        return token.Kind switch
        {
            TokenKind.Number => new NumberLiteral(tokens.Next().Text),
            TokenKind.Text => new TextLiteral(tokens.Next().Text),
            TokenKind.Bind => Bind(tokens),
            TokenKind.Dollar => Dollar(tokens),
            TokenKind.QuotedIdentifier => Column(tokens),
            TokenKind.Word => Word(tokens),
            _ => token.Text switch
            {
                "(" => Parenthesized(tokens),
                ":" => Variable(tokens),
                "*" => Star(tokens, null),
                _ => throw tokens.Unexpected(),
            },
        };
    }

    /// <summary>After the star: EXCLUDE.</summary>
    public static StarExpression Star(TokenReader tokens, string? table)
    {
        tokens.Expect("*");
        if (!tokens.Take("EXCLUDE")) return new(table, []);
        return new(table, tokens.Is("(") ? tokens.Identifiers() : [tokens.Identifier()]);
    }

    private static BindExpression Bind(TokenReader tokens)
    {
        tokens.Next();
        return new(tokens.Binds++);
    }

    private static Expression Dollar(TokenReader tokens)
    {
        var name = tokens.Next().Text;
        return int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var place) ? new PlaceExpression(place) : new VariableExpression(name, IsOfSession: true);
    }

    private static VariableExpression Variable(TokenReader tokens)
    {
        tokens.Expect(":");
        return new(tokens.Identifier(), IsOfSession: false);
    }

    private static Expression Parenthesized(TokenReader tokens)
    {
        tokens.Expect("(");
        if (tokens.AtQuery())
        {
            var query = tokens.Query();
            tokens.Expect(")");
            return new QueryExpression(query);
        }

        var items = tokens.Commas(tokens.Expression);
        tokens.Expect(")");
        return items.Count == 1 ? items[0] : new RowExpression(items);
    }

    private static Expression Word(TokenReader tokens)
    {
        switch (tokens.Current.Text)
        {
            case "NULL": tokens.Next(); return new NullLiteral();
            case "TRUE": tokens.Next(); return new BooleanLiteral(true);
            case "FALSE": tokens.Next(); return new BooleanLiteral(false);
            case "DEFAULT": tokens.Next(); return new DefaultExpression();
            case "CASE": return Case(tokens);
            case "CAST" or "TRY_CAST": return Cast(tokens);
            case "EXISTS": return Exists(tokens);
            case "INTERVAL": throw tokens.Unexpected();
        }

        if (tokens.Peek().Kind == TokenKind.Text && tokens.Current.Text is "DATE" or "TIME" or "TIMESTAMP" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" or "TIMESTAMP_TZ") return Typed(tokens);
        if (CallsWithoutParentheses.Contains(tokens.Current.Text) && !tokens.Peek().Is("(")) return new FunctionExpression(tokens.Next().Text, []);
        var isName = tokens.Current.Kind == TokenKind.QuotedIdentifier || !ReservedWords.Contains(tokens.Current.Text);
        if (tokens.Peek().Is("(") && (isName || tokens.Current.Text is "LEFT" or "RIGHT" or "INSERT")) return FunctionParser.Call(tokens);
        return Column(tokens);
    }

    private static CastExpression Typed(TokenReader tokens)
    {
        SqlType type = tokens.Type();
        return new(new TextLiteral(tokens.Text()), type, IsTry: false);
    }

    private static Expression Column(TokenReader tokens)
    {
        var parts = new List<string> { tokens.Identifier() };
        while (tokens.Is("."))
        {
            if (tokens.Peek().Is("*"))
            {
                tokens.Next();
                return Star(tokens, parts[^1]);
            }

            if (!Names.IsIdentifier(tokens.Peek())) throw tokens.Unexpected();
            tokens.Next();
            parts.Add(tokens.Identifier());
        }

        return new ColumnExpression(parts);
    }

    private static CaseExpression Case(TokenReader tokens)
    {
        tokens.Expect("CASE");
        var operand = tokens.Is("WHEN") ? null : tokens.Expression();
        var branches = new List<CaseBranch>();
        while (tokens.Take("WHEN"))
        {
            var when = tokens.Expression();
            tokens.Expect("THEN");
            branches.Add(new(when, tokens.Expression()));
        }

        if (branches.Count == 0) throw tokens.Unexpected();
        var otherwise = tokens.Take("ELSE") ? tokens.Expression() : null;
        tokens.Expect("END");
        return new(operand, branches, otherwise);
    }

    private static CastExpression Cast(TokenReader tokens)
    {
        var isTry = tokens.Next().Text == "TRY_CAST";
        tokens.Expect("(");
        var operand = tokens.Expression();
        tokens.Expect("AS");
        var type = tokens.Type();
        tokens.Expect(")");
        return new(operand, type, isTry);
    }

    private static ExistsExpression Exists(TokenReader tokens)
    {
        tokens.Expect("EXISTS", "(");
        var query = tokens.Query();
        tokens.Expect(")");
        return new(query);
    }
}
