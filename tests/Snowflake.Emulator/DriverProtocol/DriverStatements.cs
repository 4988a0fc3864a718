using Snowflake.Emulator.Log;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>Starts what drivers send, in their sessions. A request that is sent again under its id and says so is the same statement.</summary>
internal sealed class DriverStatements(EmulatorOptions options, StatementStore store, EmulatorLog log)
{
    public Statement Start(DriverSession session, Guid requestId, bool isRetry, QueryBody query)
    {
        if (store.Repeated(new(requestId, query.IsAsynchronous, IsNullable: true, isRetry), query.Submit) is { } repeated) return repeated;
        var statement = new Statement(Guid.CreateVersion7().ToString(), requestId, query.Submit, options.Clock.GetUtcNow());
        store.Add(statement, isSubmission: true);
        statement.Start(cancellation => log.FollowAsync(
            new LoggedExecution(statement.Handle, requestId, query.Submit.Statement, query.Submit.QueryTag, query.Submit.Bindings) { Started = options.Clock.GetUtcNow() },
            options.Clock,
            () => session.ExecuteAsync(new(statement.Handle, query.Submit.Statement, query.Submit.Bindings), cancellation)), options.Clock);
        return statement;
    }

    public Statement Find(string handle) => store.Find(handle);

    /// <summary>Null where nothing is known of the handle.</summary>
    public Statement? Known(string handle) => store.Known(handle);

    public Statement? Submitted(Guid requestId) => store.Submitted(requestId);
}
