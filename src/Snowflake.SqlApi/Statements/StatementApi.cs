using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>The operations of the SQL API on statements.</summary>
internal sealed class StatementApi(SqlApiTransport transport)
{
    private const string Root = "/api/v2/statements";

    /// <summary>Submits once, however often the request is sent: every repetition has the same id and says that it is one.</summary>
    public Task<StatementReply> SubmitAsync(StatementRequest request, CancellationToken cancellation)
    {
        var path = $"{Root}?requestId={request.RequestId:D}{(request.IsAsynchronous ? "&async=true" : "")}";
        return transport.SendAsync(
            new(HttpMethod.Post, path + (request.IsResubmission ? "&retry=true" : ""))
            {
                Body = RequestLimits.Checked(request.ToJson()),
                WhenRepeated = request.IsResubmission ? "" : "&retry=true",
                IsNotAbandoned = true,
            },
            (response, token) => ReplyReader.ReadAsync(response, "", token), cancellation);
    }

    /// <summary>The result, or that the statement still runs.</summary>
    public Task<StatementReply> StatusAsync(string handle, CancellationToken cancellation) =>
        transport.SendAsync(new(HttpMethod.Get, Path(handle)) { Handle = handle },
            (response, token) => ReplyReader.ReadAsync(response, handle, token), cancellation);

    /// <summary>Cancels on the server. One that does not run any more is left as it is.</summary>
    public async Task CancelAsync(string handle, CancellationToken cancellation)
    {
        try
        {
            await transport.SendAsync(new(HttpMethod.Post, Path(handle) + "/cancel") { Handle = handle },
                (response, token) => ReplyReader.ReadAsync(response, handle, token), cancellation);
        }
        catch (SnowflakeException failure) when (failure.Kind is SnowflakeErrorKind.Statement or SnowflakeErrorKind.Canceled)
        {
            // Refused by 422: there is nothing left to cancel.
        }
    }

    /// <summary>Opens the rows of one partition, from a row on.</summary>
    public Task<JsonRows> PartitionAsync(string handle, int partition, long skip, CancellationToken cancellation) =>
        transport.SendAsync(new(HttpMethod.Get, $"{Path(handle)}?partition={partition}") { Handle = handle },
            async (response, token) =>
            {
                if (!response.IsSuccessStatusCode) throw await ReplyReader.FailureAsync(response, handle, token);
                var rows = new JsonRows(response, await response.Content.ReadAsStreamAsync(token), transport.Clock);
                await rows.SkipAsync(skip, token);
                return rows;
            }, cancellation);

    private static string Path(string handle) => $"{Root}/{Uri.EscapeDataString(handle)}";
}
