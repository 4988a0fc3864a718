using System.Collections.Concurrent;
using Snowflake.Emulator.Protocol;

namespace Snowflake.Emulator.Statements;

/// <summary>All statements by handle, and the last one of each request id.</summary>
internal sealed class StatementStore(EmulatorOptions options)
{
    private readonly ConcurrentDictionary<string, Statement> _byHandle = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Statement> _byRequest = new();

    public void Add(Statement statement, bool isSubmission)
    {
        _byHandle[statement.Handle] = statement;
        if (isSubmission) _byRequest[statement.RequestId] = statement;
    }

    /// <exception cref="ApiError">There is no such statement, or its result is gone.</exception>
    public Statement Find(string handle) => Known(handle) ?? throw ApiError.NotFound(handle);

    public Statement? Known(string handle) =>
        _byHandle.TryGetValue(handle, out var statement) && !(options.Clock.GetUtcNow() - statement.Ended >= options.ResultRetention) ? statement : null;

    /// <summary>The last statement that was submitted under a request id; null where there is none.</summary>
    public Statement? Submitted(Guid requestId) => _byRequest.GetValueOrDefault(requestId);

    /// <summary>
    /// What a repeated submission stands for: one that runs or has succeeded. One that failed is run again, and so is one that does not
    /// say that it is a repetition.
    /// </summary>
    public Statement? Repeated(SubmitQuery query, SubmitBody body)
    {
        if (!query.IsRetry || query.RequestId is not { } id || !_byRequest.TryGetValue(id, out var statement)) return null;
        if (statement.Body.Statement != body.Statement) throw ApiError.BadPayload("The request id was used for another statement.");
        return statement.IsRunning || statement.Succeeded ? statement : null;
    }
}
