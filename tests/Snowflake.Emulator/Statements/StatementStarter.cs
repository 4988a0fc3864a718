using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Log;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Statements;

/// <summary>Starts what was submitted, in a session of its own.</summary>
internal sealed class StatementStarter(EmulatorOptions options, StatementStore store, EmulatorLog log)
{
    public Statement Start(string user, SubmitQuery query, SubmitBody body)
    {
        var texts = SubmissionRules.Check(body, options.Names);
        var requestId = query.RequestId ?? Guid.NewGuid();
        var context = new EngineContext(user, body.Role, body.Warehouse, body.Database, body.Schema) { Parameters = body.Parameters };
        return body.StatementCount == 1 ? StartOne(context, requestId, body) : StartSeveral(context, requestId, body, texts);
    }

    private Statement StartOne(EngineContext context, Guid requestId, SubmitBody body)
    {
        var statement = New(requestId, body);
        store.Add(statement, isSubmission: true);
        statement.Start(async cancellation =>
        {
            await using var session = options.Engine.OpenSession(context);
            return await ExecuteAsync(session, statement, body.Statement, cancellation);
        }, options.Clock);
        return statement;
    }

    /// <summary>One after the other in one session. After a failure nothing more runs, and what ran before stays.</summary>
    private Statement StartSeveral(EngineContext context, Guid requestId, SubmitBody body, List<string> texts)
    {
        var children = texts.ConvertAll(text => New(requestId, body with { Statement = text, Timeout = null }));
        var parent = New(requestId, body, [.. children.Select(child => child.Handle)]);
        foreach (var child in children) store.Add(child, isSubmission: false);
        store.Add(parent, isSubmission: true);
        parent.Start(async cancellation =>
        {
            await using var session = options.Engine.OpenSession(context);
            foreach (var child in children)
            {
                child.Start(_ => ExecuteAsync(session, child, child.Body.Statement, cancellation), options.Clock);
                await WrappedAsync(child);
            }

            return new([new("multiple statement execution", "text")], [["Multiple statements executed successfully."]]);
        }, options.Clock);
        return parent;
    }

    /// <summary>The failure of one among several hides its code in a text.</summary>
    private static async Task WrappedAsync(Statement child)
    {
        try
        {
            await child.Outcome;
        }
        catch (ApiError failure) when (failure.Status == 422)
        {
            throw new EngineException("100132", "P0000",
                $"JavaScript execution error: Uncaught Execution of multiple statements failed on statement \"{child.Body.Statement}\" (at line 1, position 1).\n{failure.Message} in SYSTEM$MULTISTMT");
        }
    }

    private Statement New(Guid requestId, SubmitBody body, IReadOnlyList<string>? children = null) =>
        new(Guid.CreateVersion7().ToString(), requestId, body, options.Clock.GetUtcNow()) { Children = children ?? [] };

    private Task<EngineResult> ExecuteAsync(IEngineSession session, Statement statement, string text, CancellationToken cancellation) => log.FollowAsync(
        new LoggedExecution(statement.Handle, statement.RequestId, text, statement.Body.QueryTag, statement.Body.Bindings) { Started = options.Clock.GetUtcNow() },
        options.Clock,
        () => session.ExecuteAsync(new(statement.Handle, text, statement.Body.Bindings), cancellation));
}
