using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Syntax;

internal abstract record Expression;

internal sealed record NullLiteral : Expression;

internal sealed record BooleanLiteral(bool Value) : Expression;

internal sealed record NumberLiteral(string Text) : Expression;

internal sealed record TextLiteral(string Text) : Expression;

/// <summary>A question mark, counted from zero.</summary>
internal sealed record BindExpression(int Index) : Expression;

/// <summary>A variable of a script, or of a session where it was written with a dollar sign.</summary>
internal sealed record VariableExpression(string Name, bool IsOfSession) : Expression;

internal sealed record ColumnExpression(IReadOnlyList<string> Parts) : Expression
{
    public string Name => Parts[^1];

    public override string ToString() => string.Join('.', Parts);
}

/// <summary><c>$1</c>: a column by its place.</summary>
internal sealed record PlaceExpression(int Place) : Expression;

/// <summary>DEFAULT among the values of an INSERT or an UPDATE.</summary>
internal sealed record DefaultExpression : Expression;

internal sealed record UnaryExpression(string Operator, Expression Operand) : Expression;

internal sealed record BinaryExpression(string Operator, Expression Left, Expression Right) : Expression;

internal sealed record IsNullExpression(Expression Operand, bool IsNegated) : Expression;

internal sealed record IsBooleanExpression(Expression Operand, bool Value, bool IsNegated) : Expression;

internal sealed record IsDistinctExpression(Expression Left, Expression Right, bool IsNegated) : Expression;

internal sealed record BetweenExpression(Expression Operand, Expression Low, Expression High, bool IsNegated) : Expression;

internal sealed record InListExpression(Expression Operand, IReadOnlyList<Expression> Items, bool IsNegated) : Expression;

internal sealed record InQueryExpression(Expression Operand, Query Query, bool IsNegated) : Expression;

internal sealed record LikeExpression(Expression Operand, Expression Pattern, Expression? Escape) : Expression
{
    public bool IsNegated { get; init; }

    public bool IgnoresCase { get; init; }

    public bool IsRegular { get; init; }
}

internal sealed record CaseExpression(Expression? Operand, IReadOnlyList<CaseBranch> Branches, Expression? Else) : Expression;

internal sealed record CaseBranch(Expression When, Expression Then);

internal sealed record CastExpression(Expression Operand, SqlType Type, bool IsTry) : Expression;

internal sealed record ExistsExpression(Query Query) : Expression;

internal sealed record QueryExpression(Query Query) : Expression;

internal sealed record RowExpression(IReadOnlyList<Expression> Items) : Expression;

internal sealed record CollateExpression(Expression Operand, string Collation) : Expression;

/// <summary>A step into a variant: by a key, or by a place in brackets.</summary>
internal sealed record StepExpression(Expression Operand, string? Key, Expression? Place) : Expression;

internal sealed record StarExpression(string? Table, IReadOnlyList<string> Excluded) : Expression;

internal sealed record FunctionExpression(string Name, IReadOnlyList<Expression> Arguments) : Expression
{
    public IReadOnlyDictionary<string, Expression> Named { get; init; } = new Dictionary<string, Expression>();

    public bool IsDistinct { get; init; }

    public IReadOnlyList<OrderItem> Within { get; init; } = [];

    public bool IgnoresNulls { get; init; }

    public WindowDefinition? Window { get; init; }
}

internal sealed record WindowDefinition(IReadOnlyList<Expression> Partition, IReadOnlyList<OrderItem> Order, string Frame);

internal sealed record OrderItem(Expression Key, bool IsDescending, bool? NullsFirst);
