using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Tokens;
using Snowflake.Emulator.Sql.Translation;

namespace Snowflake.Emulator.Sql.Parsing;

/// <summary>What stands after FROM.</summary>
internal static class SourceParser
{
    /// <summary>Sources with commas between them are joined without a condition.</summary>
    public static TableSource Sources(this TokenReader tokens)
    {
        var left = Joined(tokens);
        while (tokens.Take(",")) left = new JoinSource("CROSS", left, Joined(tokens), null, []);
        return left;
    }

    public static TableSource Source(this TokenReader tokens)
    {
        var lateral = tokens.Take("LATERAL");
        if (tokens.Are("TABLE", "(")) return Named(tokens, Table(tokens));
        if (tokens.Is("FLATTEN") && tokens.Peek().Is("(")) return Named(tokens, Flatten(tokens));
        if (tokens.Take("VALUES")) return Named(tokens, new QuerySource(new(QueryParser.Values(tokens))));
        if (tokens.Take("(")) return Parenthesized(tokens, lateral);
        var source = new NamedSource(tokens.Name()) { Past = tokens.OptionalPast() };
        if (tokens.IsAny("CHANGES", "SAMPLE", "TABLESAMPLE", "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE") && tokens.Peek().Is("(")) throw tokens.Unexpected();
        return Named(tokens, source);
    }

    private static TableSource Joined(TokenReader tokens)
    {
        var left = tokens.Source();
        while (Kind(tokens) is { } kind)
        {
            var right = tokens.Source();
            Expression? on = null;
            List<string> @using = [];
            if (kind != "CROSS")
            {
                if (tokens.Take("USING")) @using = tokens.Identifiers();
                else if (tokens.Take("ON")) on = tokens.Expression();
                else if (kind != "INNER") throw tokens.Unexpected();
            }

            left = new JoinSource(kind, left, right, on, @using);
        }

        return left;
    }

    private static string? Kind(TokenReader tokens)
    {
        if (tokens.Take("CROSS", "JOIN")) return "CROSS";
        if (tokens.Take("JOIN") || tokens.Take("INNER", "JOIN")) return "INNER";
        if (!tokens.IsAny("LEFT", "RIGHT", "FULL")) return null;
        var kind = tokens.Next().Text;
        tokens.Take("OUTER");
        tokens.Expect("JOIN");
        return kind;
    }

    private static TableSource Parenthesized(TokenReader tokens, bool lateral)
    {
        var source = tokens.AtQuery() ? new QuerySource(tokens.Query()) { IsLateral = lateral } : tokens.Sources();
        tokens.Expect(")");
        return Named(tokens, source);
    }

    private static TableSource Table(TokenReader tokens)
    {
        tokens.Expect("TABLE", "(");
        TableSource source = tokens.Is("FLATTEN") ? Flatten(tokens) : tokens.Is("GENERATOR") ? Generator(tokens) : Information(tokens);
        tokens.Expect(")");
        return source;
    }

    private static InformationFunctionSource Information(TokenReader tokens)
    {
        if (tokens.Is(ObjectReferences.Function) && tokens.Peek().Is("(")) return new(null, FunctionParser.Call(tokens));
        var database = tokens.Is("INFORMATION_SCHEMA") ? null : tokens.Identifier();
        if (database is not null) tokens.Expect(".");
        tokens.Expect("INFORMATION_SCHEMA", ".");
        return new(database, FunctionParser.Call(tokens));
    }

    private static FlattenSource Flatten(TokenReader tokens)
    {
        var at = tokens.Current;
        var call = FunctionParser.Call(tokens);
        var input = call.Named.GetValueOrDefault("INPUT") ?? (call.Arguments.Count > 0 ? call.Arguments[0] : null) ?? throw SqlError.Arguments("FLATTEN");
        if (call.Named.Keys.FirstOrDefault(name => name is not ("INPUT" or "OUTER")) is { } unknown) throw SqlError.Unexpected(at with { Raw = unknown });
        return new(input, call.Named.GetValueOrDefault("OUTER") is BooleanLiteral { Value: true });
    }

    private static GeneratorSource Generator(TokenReader tokens) =>
        FunctionParser.Call(tokens).Named.GetValueOrDefault("ROWCOUNT") is NumberLiteral rows ? new(int.Parse(rows.Text, System.Globalization.CultureInfo.InvariantCulture)) : throw tokens.Unexpected();

    private static TableSource Named(TokenReader tokens, TableSource source)
    {
        var alias = tokens.Alias();
        return alias is null ? source : source with { Alias = alias, ColumnAliases = tokens.OptionalIdentifiers() };
    }
}
