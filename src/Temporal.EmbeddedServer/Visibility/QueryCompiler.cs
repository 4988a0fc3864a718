namespace Temporal.EmbeddedServer.Visibility;

/// <summary>Compiles Temporal's list filter, a subset of SQL conditions, to a condition on the table runs.</summary>
internal sealed class QueryCompiler
{
    // Each may nest the SQL one level deeper, and neither SQLite nor this thread's stack goes down without end.
    private const int MaxConditions = 250;

    private const int MaxValues = 10_000;
    private readonly List<QueryToken> tokens;
    private readonly SearchAttributeRegistry registry;
    private readonly List<object?> values = [];
    private int at;
    private int conditions;

    private QueryCompiler(string query, SearchAttributeRegistry registry)
    {
        tokens = QueryLexer.Read(query);
        this.registry = registry;
    }

    private QueryToken Current => tokens[at];

    /// <exception cref="GrpcException">INVALID_ARGUMENT with the position of what is wrong.</exception>
    public static VisibilityFilter Compile(string query, SearchAttributeRegistry registry) => new QueryCompiler(query, registry).Whole();

    private VisibilityFilter Whole()
    {
        var condition = Current.Kind == QueryTokenKind.End || Current.Is("GROUP") ? "TRUE" : Or();
        var grouped = GroupBy();
        return Current.Kind == QueryTokenKind.End
            ? new VisibilityFilter(condition, values, grouped)
            : throw Unexpected(Current.Is("ORDER") ? "ORDER BY is not supported" : Current.Is("LIMIT") ? "LIMIT is not supported" : "an operator was expected");
    }

    private bool GroupBy()
    {
        if (!Take("GROUP"))
        {
            return false;
        }

        if (!Take("BY") || !Take("ExecutionStatus"))
        {
            throw Unexpected("only GROUP BY ExecutionStatus is supported");
        }

        return true;
    }

    private string Or()
    {
        var sql = And();
        while (Take("OR"))
        {
            sql = $"({sql} OR {And()})";
        }

        return sql;
    }

    private string And()
    {
        var sql = Not();
        while (Take("AND"))
        {
            sql = $"({sql} AND {Not()})";
        }

        return sql;
    }

    private string Not()
    {
        CountCondition();
        return Take("NOT") ? $"(NOT {Not()})" : Primary();
    }

    private string Primary()
    {
        if (!TakeSymbol("("))
        {
            return Comparison(VisibilityColumn.Of(Next(), registry));
        }

        var sql = Or();
        RequireSymbol(")");
        return sql;
    }

    private string Comparison(VisibilityColumn column)
    {
        if (Take("IS"))
        {
            var negated = Take("NOT");
            return Take("NULL") ? $"({column.Sql} IS {(negated ? "NOT NULL" : "NULL")})" : throw Unexpected("NULL was expected");
        }

        var not = Take("NOT");
        if (Take("IN"))
        {
            return In(column, not);
        }

        if (Take("STARTS_WITH"))
        {
            return StartsWith(column, not);
        }

        if (Take("BETWEEN"))
        {
            return Between(column, not);
        }

        return not ? throw Unexpected("IN, BETWEEN or STARTS_WITH was expected") : Operator(column);
    }

    private string Operator(VisibilityColumn column)
    {
        var symbol = Next();
        if (symbol.Kind != QueryTokenKind.Symbol || symbol.Text is "(" or ")" or ",")
        {
            at--;
            throw Unexpected("an operator was expected");
        }

        var value = Add(column.Value(Next()));
        if (column.IsList)
        {
            return symbol.Text switch
            {
                "=" => Contains(column, value),
                "!=" or "<>" => $"(NOT {Contains(column, value)})",
                _ => throw new GrpcException(GrpcStatusCode.InvalidArgument, $"invalid query: {symbol.Text} can't be used with the list {column.Name}"),
            };
        }

        if (column.IsText)
        {
            return symbol.Text switch
            {
                "=" => HasWord(column, value),
                "!=" or "<>" => $"(NOT {HasWord(column, value)})",
                _ => throw new GrpcException(GrpcStatusCode.InvalidArgument, $"invalid query: {symbol.Text} can't be used with the text {column.Name}"),
            };
        }

        return symbol.Text is "!=" or "<>" ? $"({column.Sql} IS NOT {value})" : $"({column.Sql} {symbol.Text} {value})";
    }

    private string In(VisibilityColumn column, bool not)
    {
        RequireSymbol("(");
        var options = new List<string>();
        do
        {
            options.Add(Add(column.Value(Next())));
            if (column.IsList || column.IsText)
            {
                CountCondition();
            }
        }
        while (TakeSymbol(","));

        RequireSymbol(")");
        var sql = column.IsList || column.IsText
            ? $"({string.Join(" OR ", options.Select(value => column.IsText ? HasWord(column, value) : Contains(column, value)))})"
            : $"(COALESCE({column.Sql} IN ({string.Join(", ", options)}), FALSE))";
        return not ? $"(NOT {sql})" : sql;
    }

    private string StartsWith(VisibilityColumn column, bool not)
    {
        if (column.Type != IndexedValueType.Keyword || column.Name == "ExecutionStatus")
        {
            throw Unexpected($"STARTS_WITH can't be used with {column.Name}");
        }

        var value = Add(column.Value(Next()));
        var sql = $"(COALESCE(substr({column.Sql}, 1, length({value})) = {value}, FALSE))";
        return not ? $"(NOT {sql})" : sql;
    }

    private string Between(VisibilityColumn column, bool not)
    {
        var low = Add(column.Value(Next()));
        if (!Take("AND"))
        {
            throw Unexpected("AND was expected");
        }

        var high = Add(column.Value(Next()));
        return $"({column.Sql} {(not ? "NOT " : string.Empty)}BETWEEN {low} AND {high})";
    }

    private static string Contains(VisibilityColumn column, string value) =>
        $"EXISTS (SELECT 1 FROM json_each({column.Sql}) WHERE json_each.value = {value})";

    private static string HasWord(VisibilityColumn column, string value) => $"{Words.SqlFunction}({column.Sql}, {value})";

    private string Add(object value)
    {
        values.Add(value);
        return values.Count <= MaxValues ? $"${values.Count}" : throw Unexpected($"more than {MaxValues} values");
    }

    private void CountCondition()
    {
        if (++conditions > MaxConditions)
        {
            throw Unexpected($"more than {MaxConditions} conditions, brackets and NOTs");
        }
    }

    private QueryToken Next() => tokens[at < tokens.Count - 1 ? at++ : at];

    private bool Take(string word)
    {
        var taken = Current.Is(word);
        at += taken ? 1 : 0;
        return taken;
    }

    private bool TakeSymbol(string symbol)
    {
        var taken = Current.IsSymbol(symbol);
        at += taken ? 1 : 0;
        return taken;
    }

    private void RequireSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}' was expected");
        }
    }

    private GrpcException Unexpected(string problem) =>
        new(GrpcStatusCode.InvalidArgument, $"invalid query: {problem} at position {Current.Position}, near '{Current.Text}'");
}
