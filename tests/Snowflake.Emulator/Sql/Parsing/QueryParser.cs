using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>Queries: WITH, SELECT, set operations, VALUES, order and limit.</summary>
internal static class QueryParser
{
    public static bool AtQuery(this TokenReader tokens)
    {
        var ahead = 0;
        while (tokens.Peek(ahead).Is("(")) ahead++;
        return tokens.Peek(ahead).Is("SELECT") || tokens.Peek(ahead).Is("WITH") || (ahead == 0 && tokens.Is("VALUES"));
    }

    public static Query Query(this TokenReader tokens)
    {
        var with = tokens.Take("WITH") ? tokens.Commas(() => Common(tokens)) : [];
        var body = SetOperation(tokens);
        var order = tokens.Order();
        Expression? limit = tokens.Take("LIMIT") ? tokens.Expression() : null;
        Expression? offset = tokens.Take("OFFSET") ? tokens.Expression() : null;
        return new(body) { With = with, Order = order, Limit = limit, Offset = offset };
    }

    private static CommonTable Common(TokenReader tokens)
    {
        if (tokens.Is("RECURSIVE")) throw tokens.Unexpected();
        var name = tokens.Identifier();
        var columns = tokens.OptionalIdentifiers();
        tokens.Expect("AS", "(");
        var query = tokens.Query();
        tokens.Expect(")");
        return new(name, columns, query);
    }

    private static QueryBody SetOperation(TokenReader tokens)
    {
        var left = Term(tokens);
        while (tokens.IsAny("UNION", "EXCEPT", "MINUS"))
        {
            var word = tokens.Next().Text;
            var all = tokens.Take("ALL");
            if (all && word != "UNION") throw tokens.Unexpected();
            tokens.Take("DISTINCT");
            left = new SetBody(word == "UNION" ? all ? "UNION ALL" : "UNION" : "EXCEPT", new(left), new(Term(tokens)));
        }

        return left;
    }

    private static QueryBody Term(TokenReader tokens)
    {
        var left = Simple(tokens);
        while (tokens.Take("INTERSECT")) left = new SetBody("INTERSECT", new(left), new(Simple(tokens)));
        return left;
    }

    private static QueryBody Simple(TokenReader tokens)
    {
        if (tokens.Take("("))
        {
            var nested = tokens.Query();
            tokens.Expect(")");
            return new NestedBody(nested);
        }

        if (tokens.Take("VALUES")) return Values(tokens);
        tokens.Expect("SELECT");
        return Select(tokens);
    }

    public static ValuesBody Values(TokenReader tokens) => new(tokens.Commas<IReadOnlyList<Expression>>(() => tokens.List(tokens.Expression)));

    private static SelectBody Select(TokenReader tokens)
    {
        var distinct = tokens.Take("DISTINCT");
        if (!distinct) tokens.Take("ALL");
        if (tokens.Is("TOP")) throw tokens.Unexpected();
        var items = tokens.Commas(() => Item(tokens));
        List<string> into = tokens.Take("INTO") ? tokens.Commas(() => Variable(tokens)) : [];
        var from = tokens.Take("FROM") ? tokens.Sources() : null;
        var where = tokens.Take("WHERE") ? tokens.Expression() : null;
        var groupsAll = tokens.Take("GROUP", "BY", "ALL");
        List<Expression> group = tokens.Take("GROUP", "BY") ? tokens.Commas(tokens.Expression) : [];
        var having = tokens.Take("HAVING") ? tokens.Expression() : null;
        var qualify = tokens.Take("QUALIFY") ? tokens.Expression() : null;
        return new(items) { IsDistinct = distinct, Into = into, From = from, Where = where, Group = group, GroupsAll = groupsAll, Having = having, Qualify = qualify };
    }

    private static string Variable(TokenReader tokens)
    {
        tokens.Expect(":");
        return tokens.Identifier();
    }

    private static SelectItem Item(TokenReader tokens)
    {
        var first = tokens.Current;
        var value = tokens.Expression();
        var written = tokens.TextSince(first);
        return new(value, value is StarExpression ? null : tokens.Alias(), written);
    }
}
