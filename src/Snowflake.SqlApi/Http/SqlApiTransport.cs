using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Snowflake.SqlApi.Authentication;
using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Http;

/// <summary>
/// Sends requests: with a token, again after what passes, and once more with a new token where the server refused the old one.
/// Safe to use from many threads.
/// </summary>
internal sealed class SqlApiTransport(HttpClient http, ITokenSource tokens, RetrySettings retry, TimeProvider clock)
{
    /// <summary>A server answers a submitted statement after 45 seconds at the latest; more than twice that is silence.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(120);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public TimeProvider Clock => clock;

    /// <summary>Sends until an answer could be read.</summary>
    /// <exception cref="SnowflakeException">The answer is a failure that does not pass, or retries are used up.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        var budget = new RetryBudget(retry, clock);
        var repeated = false;
        var renewed = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var token = tokens.Current();
            var attempt = await TryAsync(request with { Path = request.Path + (repeated ? request.WhenRepeated : "") }, token, read, cancellation);
            if (attempt.Failure is null) return attempt.Value!;
            if (attempt.IsTokenRefused && !renewed && tokens.Discard(token))
            {
                renewed = true;
                continue;
            }

            if (attempt.Failure.Kind is not (SnowflakeErrorKind.Throttled or SnowflakeErrorKind.Unavailable) || !await budget.NextAsync(attempt.Wait, cancellation)) throw attempt.Failure;
            repeated = true;
        }
    }

    private async Task<Attempt<T>> TryAsync<T>(ApiRequest request, string token, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(Silence, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, request.IsNotAbandoned ? CancellationToken.None : cancellation);
        using var message = Message(request, token);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                return new(default, await ReplyReader.FailureAsync(response, request.Handle, linked.Token), IsTokenRefused: true);
            return new(await read(response, linked.Token), null);
        }
        catch (SnowflakeException failure)
        {
            response?.Dispose();
            return new(default, failure, Wait: response?.Headers.RetryAfter?.Delta);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or InvalidDataException
            || (failure is OperationCanceledException && silence.IsCancellationRequested && !cancellation.IsCancellationRequested))
        {
            response?.Dispose();
            return new(default, Lost(request, failure));
        }
    }

    private HttpRequestMessage Message(ApiRequest request, string token)
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Add("X-Snowflake-Authorization-Token-Type", tokens.TokenType);
        if (request.Body is null) return message;
        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = Json;
        return message;
    }

    private SnowflakeException Lost(ApiRequest request, Exception failure) =>
        new(SnowflakeErrorKind.Unavailable,
            $"No whole answer came from {http.BaseAddress?.Host}: {(failure is OperationCanceledException ? $"it was silent for {Silence.TotalSeconds:0} seconds" : failure.Message)}",
            SnowflakeFailure.None with { QueryId = request.Handle }, failure);

    private sealed record Attempt<T>(T? Value, SnowflakeException? Failure, bool IsTokenRefused = false, TimeSpan? Wait = null);
}
