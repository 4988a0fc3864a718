using System.Globalization;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Syntax;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>Runs a block of Snowflake Scripting.</summary>
internal sealed class ScriptRunner(StatementRunner statements)
{
    private readonly SessionState _session = statements.Session;

    public async Task<EngineResult> RunAsync(ScriptBlock block, CancellationToken cancellation)
    {
        var (outside, before) = (_session.IsInTransaction, _session.ScriptVariables);
        _session.ScriptVariables = [];
        try
        {
            var returned = await BlockAsync(block, null, cancellation);
            if (_session.IsInTransaction && !outside)
                throw new EngineException("090232", "P0000", "Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back.");
            return new([new("anonymous block", "text")], [[returned?.Text]]);
        }
        catch (ScriptFailure failure)
        {
            throw failure.Uncaught();
        }
        finally
        {
            _session.ScriptVariables = before;
            if (!outside) await statements.Connection.EndAsync("ROLLBACK", CancellationToken.None);
        }
    }

    /// <returns>What was returned; null where the block went to its end.</returns>
    private async Task<ScriptValue?> BlockAsync(ScriptBlock block, ScriptFailure? handled, CancellationToken cancellation)
    {
        var exceptions = block.Declarations.OfType<ExceptionStep>().ToDictionary(step => step.Name);
        try
        {
            return await StepsAsync([.. block.Declarations.Where(step => step is not ExceptionStep), .. block.Body], exceptions, handled, cancellation);
        }
        catch (ScriptFailure failure) when (Handler(block, failure) is not null)
        {
            Set("SQLCODE", SqlType.Number(38, 0), failure.Cause.Code.TrimStart('0') is { Length: > 0 } code ? code : "0");
            Set("SQLERRM", SqlType.Varchar, failure.Cause.Message);
            Set("SQLSTATE", SqlType.Varchar, failure.Cause.SqlState);
            return await StepsAsync(Handler(block, failure)!.Body, exceptions, failure, cancellation);
        }
    }

    private static ScriptHandler? Handler(ScriptBlock block, ScriptFailure failure) =>
        block.Handlers.FirstOrDefault(handler => handler.Exceptions.Contains(failure.Name)) ?? block.Handlers.FirstOrDefault(handler => handler.Exceptions.Count == 0);

    private async Task<ScriptValue?> StepsAsync(IReadOnlyList<ScriptStep> steps, Dictionary<string, ExceptionStep> exceptions, ScriptFailure? handled, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            if (await StepAsync(step, exceptions, handled, cancellation) is { } returned) return returned;
        }

        return null;
    }

    private async Task<ScriptValue?> StepAsync(ScriptStep step, Dictionary<string, ExceptionStep> exceptions, ScriptFailure? handled, CancellationToken cancellation)
    {
        switch (step)
        {
            case LetStep let:
                _session.ScriptVariables[let.Name] = await ValueAsync(step, let.Value ?? new NullLiteral(), let.Type, cancellation);
                return null;
            case AssignStep assign:
                var known = _session.ScriptVariables.GetValueOrDefault(assign.Name) ?? throw Failed("EXPRESSION_ERROR", step, SqlError.InvalidIdentifier(assign.Name));
                _session.ScriptVariables[assign.Name] = await ValueAsync(step, assign.Value, known.Type, cancellation);
                return null;
            case StatementStep statement:
                await StatementAsync(statement, cancellation);
                return null;
            case IfStep branches:
                return await StepsAsync(await ChosenAsync(branches, cancellation), exceptions, handled, cancellation);
            case RaiseStep raise:
                throw Raised(raise, exceptions, handled);
            case ReturnStep result:
                return await ValueAsync(step, result.Value ?? new NullLiteral(), SqlType.Varchar, cancellation);
            case BlockStep nested:
                return await BlockAsync(nested.Block, handled, cancellation);
            default:
                return null;
        }
    }

    private async Task<IReadOnlyList<ScriptStep>> ChosenAsync(IfStep step, CancellationToken cancellation)
    {
        foreach (var branch in step.Branches)
        {
            if ((await ValueAsync(step, branch.Condition, SqlType.Boolean, cancellation)).Text == "true") return branch.Body;
        }

        return step.Else;
    }

    private static ScriptFailure Raised(RaiseStep raise, Dictionary<string, ExceptionStep> exceptions, ScriptFailure? handled)
    {
        if (raise.Name is null) return handled ?? Failed("EXPRESSION_ERROR", raise, SqlError.Unknown("RAISE without an exception outside a handler"));
        var declared = exceptions.GetValueOrDefault(raise.Name) ?? throw Failed("EXPRESSION_ERROR", raise, SqlError.InvalidIdentifier(raise.Name));
        return Failed(raise.Name, raise, new(declared.Code.ToString(CultureInfo.InvariantCulture), "P0001", declared.Message));
    }

    private async Task StatementAsync(StatementStep step, CancellationToken cancellation)
    {
        try
        {
            if (step.Statement is QueryStatement { Query: { Body: SelectBody { Into.Count: > 0 } select } query }) await IntoAsync(query, select, cancellation);
            else Counted(await statements.RunAsync(step.Statement, [], cancellation));
        }
        catch (EngineException failure)
        {
            throw Failed("STATEMENT_ERROR", step, failure);
        }
    }

    private async Task IntoAsync(Query query, SelectBody select, CancellationToken cancellation)
    {
        var (translated, rows) = await statements.ValuesAsync(query, new(_session, []), cancellation);
        if (rows.Count > 1) throw new EngineException("002240", "22000", "SELECT INTO statement expects exactly one row, but got several.");
        if (translated.Columns.Count != select.Into.Count) throw SqlError.ColumnCount(select.Into.Count, translated.Columns.Count);
        for (var i = 0; i < select.Into.Count; i++)
            _session.ScriptVariables[select.Into[i]] = new(translated.Columns[i].Type, rows.Count == 0 ? null : rows[0][i]);
    }

    private void Counted(EngineResult result)
    {
        if (result.Stats is not { } stats) return;
        var rows = stats.Inserted + stats.Updated + stats.Deleted;
        Set("SQLROWCOUNT", SqlType.Count, rows.ToString(CultureInfo.InvariantCulture));
        Set("SQLFOUND", SqlType.Boolean, rows > 0 ? "true" : "false");
    }

    private async Task<ScriptValue> ValueAsync(ScriptStep step, Expression expression, SqlType? type, CancellationToken cancellation)
    {
        try
        {
            var value = type is null ? expression : new CastExpression(expression, type, IsTry: false);
            var (query, rows) = await statements.ValuesAsync(new(new SelectBody([new(value, null, "")])), new(_session, []) { SeesVariables = true }, cancellation);
            return new(query.Columns[0].Type, rows[0][0]);
        }
        catch (EngineException failure)
        {
            throw Failed("EXPRESSION_ERROR", step, failure);
        }
    }

    private void Set(string name, SqlType type, string value) => _session.ScriptVariables[name] = new(type, value);

    private static ScriptFailure Failed(string name, ScriptStep step, EngineException cause) => new(name, cause, step.Line, step.Column);
}
