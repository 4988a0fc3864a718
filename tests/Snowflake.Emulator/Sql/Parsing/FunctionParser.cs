using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Calls of functions, with what may follow the arguments.</summary>
internal static class FunctionParser
{
    public static FunctionExpression Call(TokenReader tokens)
    {
        var name = tokens.Next().Text;
        tokens.Expect("(");
        var distinct = tokens.Take("DISTINCT");
        var arguments = new List<Expression>();
        var named = new Dictionary<string, Expression>();
        while (!tokens.Is(")"))
        {
            if (arguments.Count + named.Count > 0) tokens.Expect(",");
            Argument(tokens, arguments, named);
        }

        tokens.Expect(")");
        return new(name, arguments)
        {
            Named = named,
            IsDistinct = distinct,
            Within = Within(tokens),
            IgnoresNulls = IgnoresNulls(tokens),
            Window = tokens.Take("OVER") ? Window(tokens) : null,
        };
    }

    public static List<OrderItem> Order(this TokenReader tokens)
    {
        if (!tokens.Take("ORDER", "BY")) return [];
        return tokens.Commas(() => OrderItem(tokens));
    }

    private static void Argument(TokenReader tokens, List<Expression> arguments, Dictionary<string, Expression> named)
    {
        if (tokens.Current.Kind == TokenKind.Word && tokens.Peek().Is("=>"))
        {
            var name = tokens.Next().Text;
            tokens.Expect("=>");
            named[name] = tokens.Expression();
        }
        else
        {
            arguments.Add(tokens.Expression());
        }
    }

    private static List<OrderItem> Within(TokenReader tokens)
    {
        if (!tokens.Take("WITHIN")) return [];
        tokens.Expect("GROUP", "(");
        var order = tokens.Order();
        tokens.Expect(")");
        return order;
    }

    private static bool IgnoresNulls(TokenReader tokens)
    {
        if (tokens.Take("RESPECT", "NULLS")) return false;
        return tokens.Take("IGNORE", "NULLS");
    }

    private static WindowDefinition Window(TokenReader tokens)
    {
        tokens.Expect("(");
        List<Expression> partition = tokens.Take("PARTITION", "BY") ? tokens.Commas(tokens.Expression) : [];
        var order = tokens.Order();
        var frame = tokens.IsAny("ROWS", "RANGE") ? Frame(tokens) : "";
        tokens.Expect(")");
        return new(partition, order, frame);
    }

    private static string Frame(TokenReader tokens)
    {
        var unit = tokens.Next().Text;
        if (!tokens.Take("BETWEEN")) return $"{unit} {Bound(tokens)}";
        var from = Bound(tokens);
        tokens.Expect("AND");
        return $"{unit} BETWEEN {from} AND {Bound(tokens)}";
    }

    private static string Bound(TokenReader tokens)
    {
        if (tokens.Take("CURRENT", "ROW")) return "CURRENT ROW";
        var distance = tokens.Take("UNBOUNDED") ? "UNBOUNDED" : $"{tokens.Integer()}";
        return $"{distance} {(tokens.Take("PRECEDING") ? "PRECEDING" : tokens.Take("FOLLOWING") ? "FOLLOWING" : throw tokens.Unexpected())}";
    }

    private static OrderItem OrderItem(TokenReader tokens)
    {
        var key = tokens.Expression();
        var descending = tokens.Take("DESC");
        if (!descending) tokens.Take("ASC");
        bool? nullsFirst = tokens.Take("NULLS", "FIRST") ? true : tokens.Take("NULLS", "LAST") ? false : null;
        return new(key, descending, nullsFirst);
    }
}
