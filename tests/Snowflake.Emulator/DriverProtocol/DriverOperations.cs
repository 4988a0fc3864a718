using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Authentication;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Protocol;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>Serves the drivers' protocol. Its failures are answers with status 200, too.</summary>
internal sealed class DriverOperations(EmulatorOptions options, RequestAuthenticator authenticator, DriverSessions sessions, DriverStatements statements)
{
    public async Task<ApiReply> ReplyAsync(HttpRequest request, RequestRoute route, Fault fault)
    {
        try
        {
            return route.Action switch
            {
                DriverAction.Login => DriverReplies.LoggedIn(sessions.Open(LoginBody.Read(await BodyAsync(request), request.Query, authenticator))),
                DriverAction.Renew => DriverReplies.Renewed(sessions.Renew(request)),
                DriverAction.Heartbeat => DriverReplies.Done(sessions.Find(request)),
                DriverAction.Close => await CloseAsync(request),
                DriverAction.Query => await QueryAsync(request, fault),
                DriverAction.Abort => await AbortAsync(request),
                DriverAction.Result => await ResultAsync(request, statements.Find(route.Handle), fault),
                _ => DriverReplies.Status(sessions.Find(request), statements.Known(route.Handle)),
            };
        }
        catch (ApiError failure)
        {
            return DriverReplies.Failure(failure, route.Handle);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return DriverReplies.Failure(ApiError.BadPayload(failure.Message), route.Handle);
        }
    }

    private async Task<ApiReply> QueryAsync(HttpRequest request, Fault fault)
    {
        var session = sessions.Find(request);
        var query = QueryBody.Read(await BodyAsync(request));
        var statement = statements.Start(session, RequestId(request.Query["requestId"]), request.Query.ContainsKey("retryCount"), query);
        return query.IsAsynchronous ? DriverReplies.Running(statement) : await ResultAsync(request, statement, fault);
    }

    private async Task<ApiReply> ResultAsync(HttpRequest request, Statement statement, Fault fault)
    {
        var session = sessions.Find(request);
        if (statement.IsRunning) await Task.WhenAny(statement.Outcome, Task.Delay(options.SynchronousWindow, options.Clock, request.HttpContext.RequestAborted));
        if (statement.IsRunning || fault.Kind == FaultKind.Pending) return DriverReplies.Running(statement);
        try
        {
            return DriverReplies.Result(session, statement, await statement.Outcome);
        }
        catch (ApiError failure)
        {
            return DriverReplies.Failure(failure, statement.Handle);
        }
    }

    private async Task<ApiReply> AbortAsync(HttpRequest request)
    {
        var session = sessions.Find(request);
        var id = RequestId((await BodyAsync(request)).GetProperty("requestId").GetString());
        if (statements.Submitted(id) is not { IsRunning: true } statement) throw ApiError.NotFound(id.ToString());
        statement.Cancel();
        return DriverReplies.Done(session);
    }

    private async Task<ApiReply> CloseAsync(HttpRequest request)
    {
        var session = sessions.Find(request);
        await sessions.CloseAsync(request);
        return DriverReplies.Done(session);
    }

    private static Guid RequestId(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : throw ApiError.BadPayload("requestId is no UUID.");

    private static async Task<JsonElement> BodyAsync(HttpRequest request)
    {
        using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return document.RootElement.Clone();
    }
}
