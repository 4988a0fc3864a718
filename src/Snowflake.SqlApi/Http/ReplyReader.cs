using System.Net;
using System.Text.Json;

namespace Snowflake.SqlApi.Http;

/// <summary>Makes a reply of an answer, or the failure that it tells of.</summary>
internal static class ReplyReader
{
    /// <summary>Reads a result or the status of a statement that still runs.</summary>
    /// <exception cref="SnowflakeException">The answer is a failure.</exception>
    /// <exception cref="JsonException">The answer broke off.</exception>
    public static async Task<StatementReply> ReadAsync(HttpResponseMessage response, string handle, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.Accepted) return await ParseAsync(response, cancellation) with { IsRunning = true };
        if (response.StatusCode == HttpStatusCode.OK) return Whole(await ParseAsync(response, cancellation), handle);
        var reply = await TryParseAsync(response, cancellation);
        // While a statement runs, its status may come with 429 as well as with 202.
        if (response.StatusCode == HttpStatusCode.TooManyRequests && reply.Code is (ServerCodes.InProgress or ServerCodes.InProgressAsync))
            return reply with { IsRunning = true };
        throw Failure(response.StatusCode, reply, handle);
    }

    private static StatementReply Whole(StatementReply reply, string handle) =>
        reply.Code != ServerCodes.ResultTooLarge ? reply
            : throw new SnowflakeException(SnowflakeErrorKind.Protocol, "The result is too large for Snowflake to give out in whole. Read it in parts.", reply.Failure(handle));

    /// <summary>The failure that an answer of any kind tells of.</summary>
    public static async Task<SnowflakeException> FailureAsync(HttpResponseMessage response, string handle, CancellationToken cancellation) =>
        Failure(response.StatusCode, await TryParseAsync(response, cancellation), handle);

    private static SnowflakeException Failure(HttpStatusCode status, StatementReply reply, string handle)
    {
        var failure = reply.Failure(handle);
        var said = reply.Message.Length > 0 ? reply.Message.TrimEnd() : "no reason was given";
        var code = reply.Code.Length > 0 ? $"{reply.Code}, " : "";
        return new(Kind(status, reply.Code), $"Snowflake answered {(int)status} ({code}statement {(failure.QueryId.Length > 0 ? failure.QueryId : "unknown")}): {said}", failure) { HttpStatus = (int)status };
    }

    private static SnowflakeErrorKind Kind(HttpStatusCode status, string code) => status switch
    {
        HttpStatusCode.UnprocessableEntity => code switch
        {
            ServerCodes.Canceled => SnowflakeErrorKind.Canceled,
            ServerCodes.StatementTimeout => SnowflakeErrorKind.TimedOut,
            _ => SnowflakeErrorKind.Statement,
        },
        HttpStatusCode.RequestTimeout => SnowflakeErrorKind.TimedOut,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => SnowflakeErrorKind.Authentication,
        HttpStatusCode.TooManyRequests => SnowflakeErrorKind.Throttled,
        >= HttpStatusCode.InternalServerError => SnowflakeErrorKind.Unavailable,
        _ => SnowflakeErrorKind.Protocol,
    };

    private static async Task<StatementReply> ParseAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return await JsonSerializer.DeserializeAsync(body, ReplyJson.Default.StatementReply, cancellation) ?? throw new JsonException("null");
    }

    /// <summary>A proxy on the way may answer with a page of its own, which tells nothing.</summary>
    private static async Task<StatementReply> TryParseAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await ParseAsync(response, cancellation);
        }
        catch (JsonException)
        {
            return new();
        }
    }
}
