using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.Protocol;

/// <summary>Serves the operations for a user who is known.</summary>
internal sealed class StatementOperations(EmulatorOptions options, StatementStore store, StatementStarter starter)
{
    private readonly ReplyWriter _writer = new(options.PartitionRows);

    public async Task<ApiReply> SubmitAsync(HttpRequest request, string user, Fault fault)
    {
        var query = QueryRules.OfSubmit(request.Query);
        var body = SubmitBodyReader.Read(await ReadAsync(request));
        var statement = store.Repeated(query, body) ?? starter.Start(user, query, body);
        if (!query.IsAsynchronous && statement.IsRunning)
            await Task.WhenAny(statement.Outcome, Task.Delay(options.SynchronousWindow, options.Clock, request.HttpContext.RequestAborted));
        return query.IsAsynchronous || statement.IsRunning || fault.Kind == FaultKind.Pending
            ? ReplyWriter.Running(statement) : await ResultAsync(statement, query.IsNullable);
    }

    public async Task<ApiReply> StatusAsync(HttpRequest request, string handle, Fault fault)
    {
        var partition = QueryRules.OfStatus(request.Query);
        var statement = store.Find(handle);
        if (statement.IsRunning || fault.Kind == FaultKind.Pending) return ReplyWriter.Running(statement, fault.Kind == FaultKind.Pending ? fault.StatusCode : 202);
        return partition is null or 0 ? await ResultAsync(statement, isNullable: true) : _writer.PartitionReply(await statement.Outcome, partition.Value);
    }

    public ApiReply Cancel(HttpRequest request, string handle)
    {
        QueryRules.OfCancel(request.Query);
        var statement = store.Find(handle);
        if (!statement.IsRunning) throw ApiError.NotFound(handle);
        statement.Cancel();
        return ReplyWriter.Canceled(statement);
    }

    private async Task<ApiReply> ResultAsync(Statement statement, bool isNullable)
    {
        try
        {
            EngineResult result = await statement.Outcome;
            return _writer.Result(statement, result, isNullable);
        }
        catch (ApiError failure)
        {
            return ReplyWriter.Failure(failure, statement.Handle);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
