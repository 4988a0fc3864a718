using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Temporal.Api.Transport;

/// <summary>Serves a <see cref="GrpcServiceMap"/> on Kestrel.</summary>
public static class GrpcEndpoint
{
    /// <summary>Answers below this size cost more to compress than to send.</summary>
    private const int CompressFrom = 16 * 1024;

    /// <summary>Answers every request of the application from <paramref name="services"/>; what is not in it is UNIMPLEMENTED.</summary>
    public static void RunGrpc(this IApplicationBuilder application, GrpcServiceMap services, ILogger logger) =>
        application.Run(context => AnswerAsync(context, services, logger));

    private static async Task AnswerAsync(HttpContext context, GrpcServiceMap services, ILogger logger)
    {
        context.Response.ContentType = "application/grpc";
        var timeout = GrpcTimeout.Parse(context.Request.Headers["grpc-timeout"]);
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (timeout is { } limit)
        {
            aborted.CancelAfter(limit < MaxTimer ? limit : MaxTimer);
        }

        try
        {
            var answer = await CallAsync(context, services, new GrpcServerCall(context.Request.Headers, timeout, aborted.Token));
            await WriteAsync(context, answer);
        }
        catch (GrpcException error)
        {
            Fail(context.Response, error);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            Fail(context.Response, context.RequestAborted.IsCancellationRequested
                ? new GrpcException(GrpcStatusCode.Cancelled, "The client cancelled the call.")
                : new GrpcException(GrpcStatusCode.DeadlineExceeded, "The deadline of the call is over."));
        }
#pragma warning disable CA1031 // The boundary: whatever a handler throws must become an answer, and the log keeps the cause.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LogError(error, "The call {Path} failed.", context.Request.Path);
            Fail(context.Response, new GrpcException(GrpcStatusCode.Internal, $"The call failed on the server ({error.GetType().Name}); its log has the cause."));
        }
    }

    private static TimeSpan MaxTimer => TimeSpan.FromDays(40);

    private static async Task<IMessage> CallAsync(HttpContext context, GrpcServiceMap services, GrpcServerCall call)
    {
        services.Authorize?.Invoke(context.Request.Headers);
        var path = context.Request.Path.Value ?? string.Empty;
        var slash = path.LastIndexOf('/');
        var handler = services.Find(path[Math.Min(1, path.Length)..Math.Max(slash, Math.Min(1, path.Length))], path[(slash + 1)..]);
        var body = await GrpcFrame.ReadAsync(
            context.Request.Body, context.Request.Headers["grpc-encoding"], services.MaxReceiveBytes, call.Aborted);
        return await handler(body, call);
    }

    private static async Task WriteAsync(HttpContext context, IMessage answer)
    {
        var response = context.Response;
        var compress = answer.CalculateSize() >= CompressFrom && AcceptsGzip(context.Request);
        if (compress)
        {
            response.Headers["grpc-encoding"] = "gzip";
        }

        response.AppendTrailer("grpc-status", "0");
        await response.Body.WriteAsync(GrpcFrame.Encode(answer, compress));
    }

    private static bool AcceptsGzip(HttpRequest request) => request.Headers["grpc-accept-encoding"]
        .SelectMany(value => value!.Split(','))
        .Any(encoding => encoding.Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase));

    private static void Fail(HttpResponse response, GrpcException error)
    {
        if (response.HasStarted)
        {
            response.HttpContext.Abort();
            return;
        }

        response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = GrpcMessageText.Encode(error.Message);
        if (error.Details is { } details)
        {
            response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(details.ToByteArray()).TrimEnd('=');
        }
    }
}
