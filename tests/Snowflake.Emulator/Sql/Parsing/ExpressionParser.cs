using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Expressions, from the operators that bind least to those that bind most.</summary>
internal static class ExpressionParser
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];

    public static Expression Expression(this TokenReader tokens) => Or(tokens);

    private static Expression Or(TokenReader tokens)
    {
        var left = And(tokens);
        while (tokens.Take("OR")) left = new BinaryExpression("OR", left, And(tokens));
        return left;
    }

    private static Expression And(TokenReader tokens)
    {
        var left = Not(tokens);
        while (tokens.Take("AND")) left = new BinaryExpression("AND", left, Not(tokens));
        return left;
    }

    private static Expression Not(TokenReader tokens) => tokens.Take("NOT") ? new UnaryExpression("NOT", Not(tokens)) : Comparison(tokens);

    private static Expression Comparison(TokenReader tokens)
    {
        var left = Sum(tokens);
        while (true)
        {
            if (tokens.IsAny(Comparisons)) left = new BinaryExpression(tokens.Next().Text is "!=" or "<>" ? "<>" : tokens.Peek(-1).Text, left, Sum(tokens));
            else if (tokens.Is("IS")) left = Is(tokens, left);
            else if (Predicate(tokens, left) is { } predicate) left = predicate;
            else return left;
        }
    }

    private static Expression Is(TokenReader tokens, Expression left)
    {
        tokens.Expect("IS");
        var negated = tokens.Take("NOT");
        if (tokens.Take("NULL")) return new IsNullExpression(left, negated);
        if (tokens.Take("DISTINCT", "FROM")) return new IsDistinctExpression(left, Sum(tokens), negated);
        return new IsBooleanExpression(left, tokens.Take("TRUE") || (tokens.Take("FALSE") ? false : throw tokens.Unexpected()), negated);
    }

    private static Expression? Predicate(TokenReader tokens, Expression left)
    {
        var at = tokens.Is("NOT") ? 1 : 0;
        if (!IsPredicate(tokens.Peek(at))) return null;
        var negated = tokens.Take("NOT");
        return tokens.Next().Text switch
        {
            "IN" => In(tokens, left, negated),
            "BETWEEN" => Between(tokens, left, negated),
            "LIKE" => Like(tokens, left, ignoresCase: false) with { IsNegated = negated },
            "ILIKE" => Like(tokens, left, ignoresCase: true) with { IsNegated = negated },
            _ => new LikeExpression(left, Sum(tokens), null) { IsRegular = true, IsNegated = negated },
        };
    }

    private static bool IsPredicate(Token token) => token.Kind == TokenKind.Word && token.Text is "IN" or "BETWEEN" or "LIKE" or "ILIKE" or "RLIKE" or "REGEXP";

    private static Expression In(TokenReader tokens, Expression left, bool negated)
    {
        tokens.Expect("(");
        Expression predicate = tokens.AtQuery()
            ? new InQueryExpression(left, tokens.Query(), negated)
            : new InListExpression(left, tokens.Commas(tokens.Expression), negated);
        tokens.Expect(")");
        return predicate;
    }

    private static BetweenExpression Between(TokenReader tokens, Expression left, bool negated)
    {
        var low = Sum(tokens);
        tokens.Expect("AND");
        return new(left, low, Sum(tokens), negated);
    }

    private static LikeExpression Like(TokenReader tokens, Expression left, bool ignoresCase)
    {
        var pattern = Sum(tokens);
        return new(left, pattern, tokens.Take("ESCAPE") ? Sum(tokens) : null) { IgnoresCase = ignoresCase };
    }

    private static Expression Sum(TokenReader tokens)
    {
        var left = Product(tokens);
        while (tokens.IsAny("+", "-", "||")) left = new BinaryExpression(tokens.Next().Text, left, Product(tokens));
        return left;
    }

    private static Expression Product(TokenReader tokens)
    {
        var left = Unary(tokens);
        while (tokens.IsAny("*", "/", "%")) left = new BinaryExpression(tokens.Next().Text, left, Unary(tokens));
        return left;
    }

    private static Expression Unary(TokenReader tokens) =>
        tokens.Take("-") ? new UnaryExpression("-", Unary(tokens)) : tokens.Take("+") ? Unary(tokens) : Postfix(tokens);

    private static Expression Postfix(TokenReader tokens)
    {
        var operand = tokens.Primary();
        while (true)
        {
            if (tokens.Take("::")) operand = new CastExpression(operand, tokens.Type(), IsTry: false);
            else if (tokens.Take("COLLATE")) operand = new CollateExpression(operand, tokens.Text());
            else if (tokens.Is("[")) operand = Place(tokens, operand);
            else if (tokens.Is(":") && Names.IsIdentifier(tokens.Peek())) operand = Path(tokens, operand);
            else return operand;
        }
    }

    private static StepExpression Place(TokenReader tokens, Expression operand)
    {
        tokens.Expect("[");
        var place = tokens.Expression();
        tokens.Expect("]");
        return new(operand, null, place);
    }

    /// <summary>A path is a colon and a key, then keys after dots.</summary>
    private static Expression Path(TokenReader tokens, Expression operand)
    {
        tokens.Expect(":");
        operand = new StepExpression(operand, Key(tokens), null);
        while (true)
        {
            if (tokens.Take(".")) operand = new StepExpression(operand, Key(tokens), null);
            else if (tokens.Is("[")) operand = Place(tokens, operand);
            else return operand;
        }
    }

    /// <summary>Keys keep their case, quoted or not.</summary>
    private static string Key(TokenReader tokens) =>
        tokens.Current.Kind == TokenKind.QuotedIdentifier ? tokens.Next().Text : tokens.Current.Kind == TokenKind.Word ? tokens.Next().Raw : throw tokens.Unexpected();
}
