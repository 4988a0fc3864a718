namespace Snowflake.Emulator.Sql.Syntax;

internal abstract record Statement;

internal sealed record QueryStatement(Query Query) : Statement;

internal sealed record InsertStatement(ObjectName Table, IReadOnlyList<string> Columns, Query Source, bool IsOverwrite) : Statement;

internal sealed record UpdateStatement(ObjectName Table, string? Alias, IReadOnlyList<Assignment> Assignments, TableSource? From, Expression? Where) : Statement;

internal sealed record Assignment(string Column, Expression Value);

internal sealed record DeleteStatement(ObjectName Table, string? Alias, TableSource? Using, Expression? Where) : Statement;

internal sealed record TruncateStatement(ObjectName Table, bool IfExists) : Statement;

internal sealed record MergeStatement(ObjectName Table, string? Alias, TableSource Using, Expression On, IReadOnlyList<MergeClause> Clauses) : Statement;

internal sealed record MergeClause(bool IsMatched, Expression? Condition)
{
    public bool IsDelete { get; init; }

    /// <summary>For an UPDATE.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>For an INSERT; none stands for all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<Expression> Values { get; init; } = [];
}

/// <summary>BEGIN, COMMIT or ROLLBACK.</summary>
internal sealed record TransactionStatement(string Word) : Statement;

internal sealed record UseStatement(string Kind, ObjectName Name) : Statement;

internal sealed record SetParameterStatement(string Name, string Value) : Statement;

internal sealed record SetVariableStatement(string Name, Expression Value) : Statement;

internal sealed record ScriptStatement(ScriptBlock Block) : Statement;
