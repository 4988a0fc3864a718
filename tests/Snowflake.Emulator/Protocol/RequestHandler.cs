using Microsoft.AspNetCore.Http;
using Snowflake.Emulator.Authentication;
using Snowflake.Emulator.DriverProtocol;
using Snowflake.Emulator.Faults;
using Snowflake.Emulator.Log;

namespace Snowflake.Emulator.Protocol;

/// <summary>A request from end to end: log, ordered fault, headers, user, operation, answer.</summary>
internal sealed class RequestHandler(RequestAuthenticator authenticator, StatementOperations operations, DriverOperations drivers, FaultPlan faults, EmulatorLog log, TimeProvider clock)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var route = RequestRoute.Of(context.Request);
            var logged = Logged(context.Request, route);
            log.Add(logged);
            await ServeAsync(context, route, faults.Take(logged), logged);
        }
        catch (ApiError failure)
        {
            await SendAsync(context, ReplyWriter.Failure(failure, ""));
        }
    }

    private async Task ServeAsync(HttpContext context, RequestRoute route, Fault fault, LoggedRequest logged)
    {
        switch (fault.Kind)
        {
            case FaultKind.Status:
                await SendAsync(context, ReplyWriter.Failure(new ApiError(fault.StatusCode, fault.Code, "", fault.Message), route.Handle) with { RetryAfterSeconds = fault.RetryAfterSeconds });
                return;
            case FaultKind.DropRequest:
                context.Abort();
                return;
            case FaultKind.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
        }

        var reply = await ReplyAsync(context.Request, route, fault);
        logged.End(clock.GetUtcNow());
        if (fault.Kind == FaultKind.DropResponse) context.Abort();
        else if (fault.Kind == FaultKind.Truncate) await TruncateAsync(context, reply);
        else await SendAsync(context, reply);
    }

    private async Task<ApiReply> ReplyAsync(HttpRequest request, RequestRoute route, Fault fault)
    {
        if (route.Action is not null) return await drivers.ReplyAsync(request, route, fault);
        try
        {
            HeaderRules.Check(request);
            var user = authenticator.Authenticate(request);
            return route.Operation switch
            {
                Operation.Submit => await operations.SubmitAsync(request, user, fault),
                Operation.Cancel => operations.Cancel(request, route.Handle),
                _ => await operations.StatusAsync(request, route.Handle, fault),
            };
        }
        catch (ApiError failure)
        {
            return ReplyWriter.Failure(failure, route.Handle);
        }
    }

    private static async Task SendAsync(HttpContext context, ApiReply reply)
    {
        Head(context.Response, reply);
        await context.Response.Body.WriteAsync(reply.Body);
    }

    private static async Task TruncateAsync(HttpContext context, ApiReply reply)
    {
        Head(context.Response, reply);
        await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static void Head(HttpResponse response, ApiReply reply)
    {
        response.StatusCode = reply.Status;
        response.ContentType = "application/json";
        response.ContentLength = reply.Body.Length;
        if (reply.IsCompressed) response.Headers.ContentEncoding = "gzip";
        if (reply.Link.Length > 0) response.Headers.Link = reply.Link;
        if (reply.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = $"{seconds}";
    }

    private LoggedRequest Logged(HttpRequest request, RequestRoute route) => new(route.Operation, request.Path, request.QueryString.ToString(),
        request.Headers[RequestAuthenticator.TypeHeader].ToString(), request.Headers.UserAgent.ToString(), request.ContentLength ?? 0) { Started = clock.GetUtcNow() };
}
