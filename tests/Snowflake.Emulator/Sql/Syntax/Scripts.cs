using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Syntax;

/// <summary>A block of Snowflake Scripting.</summary>
internal sealed record ScriptBlock(IReadOnlyList<ScriptStep> Declarations, IReadOnlyList<ScriptStep> Body, IReadOnlyList<ScriptHandler> Handlers);

/// <param name="Exceptions">The names that are handled; none for OTHER.</param>
internal sealed record ScriptHandler(IReadOnlyList<string> Exceptions, IReadOnlyList<ScriptStep> Body);

internal abstract record ScriptStep
{
    public int Line { get; init; }

    public int Column { get; init; }
}

internal sealed record LetStep(string Name, SqlType? Type, Expression? Value) : ScriptStep;

internal sealed record AssignStep(string Name, Expression Value) : ScriptStep;

internal sealed record ExceptionStep(string Name, int Code, string Message) : ScriptStep;

/// <param name="Text">As it was written.</param>
internal sealed record StatementStep(Statement Statement, string Text) : ScriptStep;

internal sealed record IfStep(IReadOnlyList<IfBranch> Branches, IReadOnlyList<ScriptStep> Else) : ScriptStep;

internal sealed record IfBranch(Expression Condition, IReadOnlyList<ScriptStep> Body);

/// <summary>RAISE; without a name it raises again what is being handled.</summary>
internal sealed record RaiseStep(string? Name) : ScriptStep;

internal sealed record ReturnStep(Expression? Value) : ScriptStep;

internal sealed record NullStep : ScriptStep;

internal sealed record BlockStep(ScriptBlock Block) : ScriptStep;
