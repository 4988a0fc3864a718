using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Has Snowflake work on the range that follows while rows of the one before are fetched and decoded. What is not asked for then is cancelled.</summary>
internal sealed class RangeAhead(SnowflakeSession session) : IAsyncDisposable
{
    private PendingResult? _next;

    /// <param name="query">For a limit, or for none.</param>
    public async Task AskAsync(Func<long?, string> query, long limit, long bytesAhead)
    {
        await DisposeAsync();
        _next = new PendingResult(session, query, limit, bytesAhead);
    }

    /// <summary>The result of the query, where it is the one that was asked for; null where it has to be asked for.</summary>
    public async Task<PendingResult?> TakeAsync(string query)
    {
        if (_next?.Query != query)
            await DisposeAsync();
        var taken = _next;
        _next = null;
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is not null)
            await _next.DisposeAsync();
        _next = null;
    }
}
