namespace Snowflake.Emulator.Sql.Syntax;

internal sealed record Query(QueryBody Body)
{
    public IReadOnlyList<CommonTable> With { get; init; } = [];

    public IReadOnlyList<OrderItem> Order { get; init; } = [];

    public Expression? Limit { get; init; }

    public Expression? Offset { get; init; }
}

internal sealed record CommonTable(string Name, IReadOnlyList<string> Columns, Query Query);

internal abstract record QueryBody;

internal sealed record SelectBody(IReadOnlyList<SelectItem> Items) : QueryBody
{
    public bool IsDistinct { get; init; }

    /// <summary>The variables of a script that take the only row.</summary>
    public IReadOnlyList<string> Into { get; init; } = [];

    public TableSource? From { get; init; }

    public Expression? Where { get; init; }

    public IReadOnlyList<Expression> Group { get; init; } = [];

    public bool GroupsAll { get; init; }

    public Expression? Having { get; init; }

    public Expression? Qualify { get; init; }
}

internal sealed record SelectItem(Expression Value, string? Alias, string Written);

internal sealed record SetBody(string Operator, Query Left, Query Right) : QueryBody;

internal sealed record ValuesBody(IReadOnlyList<IReadOnlyList<Expression>> Rows) : QueryBody;

/// <summary>A query in parentheses, with what it has of its own.</summary>
internal sealed record NestedBody(Query Query) : QueryBody;

internal abstract record TableSource
{
    public string? Alias { get; init; }

    public IReadOnlyList<string> ColumnAliases { get; init; } = [];
}

internal sealed record NamedSource(ObjectName Name) : TableSource
{
    public PastMoment? Past { get; init; }
}

internal sealed record QuerySource(Query Query) : TableSource
{
    public bool IsLateral { get; init; }
}

internal sealed record FlattenSource(Expression Input, bool IsOuter) : TableSource;

/// <summary>TABLE(database.INFORMATION_SCHEMA.function(…)); the database may be left out.</summary>
internal sealed record InformationFunctionSource(string? Database, FunctionExpression Call) : TableSource;

/// <summary>TABLE(GENERATOR(ROWCOUNT => n)).</summary>
internal sealed record GeneratorSource(int Rows) : TableSource;

internal sealed record JoinSource(string Kind, TableSource Left, TableSource Right, Expression? On, IReadOnlyList<string> Using) : TableSource;
