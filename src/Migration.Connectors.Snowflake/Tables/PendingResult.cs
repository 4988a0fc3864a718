using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A query that is sent at once and read later, or never.</summary>
internal sealed class PendingResult : IAsyncDisposable
{
    private readonly TaskCompletionSource<Func<ResultReader, Task<(bool IsWhole, long Rows)>>> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task<(bool IsWhole, long Rows)> _result;

    /// <param name="query">For a limit, or for none.</param>
    public PendingResult(SnowflakeSession session, Func<long?, string> query, long limit, long bytesAhead)
    {
        (Query, Limit) = (query(null), limit);
        var ending = _ending.Token;
        _result = Task.Run(() => session.ReadAsync(
            new(query(limit)) { BytesAhead = bytesAhead }, async reader => await (await _turn.Task.WaitAsync(ending))(reader), ending), CancellationToken.None);
    }

    /// <summary>Without its limit.</summary>
    public string Query { get; }

    public long Limit { get; }

    /// <returns>What the reading gives.</returns>
    public async Task<(bool IsWhole, long Rows)> ReadAsync(Func<ResultReader, Task<(bool IsWhole, long Rows)>> read, CancellationToken cancellation)
    {
        using var cancelling = cancellation.Register(_ending.Cancel);
        _turn.SetResult(read);
        return await _result;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await ((Task)_result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }
}
