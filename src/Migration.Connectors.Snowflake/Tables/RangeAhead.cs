using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Keeps what a result has beyond the range that was read of it, and has Snowflake work on the result that follows while
/// rows of the one before are fetched and decoded. What is not asked for then is cancelled.
/// </summary>
internal sealed class RangeAhead(SnowflakeSession session) : IAsyncDisposable
{
    private PendingResult? _rest;
    private PendingResult? _next;

    /// <param name="query">For a limit, or for none.</param>
    public async Task AskAsync(Func<long?, string> query, long limit, long bytesAhead)
    {
        await DropAsync(ref _next);
        _next = new PendingResult(session, query, limit, bytesAhead);
    }

    public async Task KeepAsync(PendingResult result)
    {
        await DropAsync(ref _rest);
        _rest = result;
    }

    /// <summary>The result of the query, where it was kept or asked for; null where it has to be asked for.</summary>
    public async Task<PendingResult?> TakeAsync(string query)
    {
        if (_rest?.Query == query)
            return Take(ref _rest);
        await DropAsync(ref _rest);
        if (_next?.Query == query)
            return Take(ref _next);
        await DropAsync(ref _next);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(ref _rest);
        await DropAsync(ref _next);
    }

    private static PendingResult? Take(ref PendingResult? result)
    {
        var taken = result;
        result = null;
        return taken;
    }

    private static ValueTask DropAsync(ref PendingResult? result) => Take(ref result)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
