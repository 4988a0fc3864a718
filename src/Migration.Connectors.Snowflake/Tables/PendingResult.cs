using System.Threading.Channels;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A query that is sent at once and read later, a part at a time, or never.</summary>
internal sealed class PendingResult : IAsyncDisposable
{
    private readonly Channel<Func<ResultReader, Task>> _turns = Channel.CreateUnbounded<Func<ResultReader, Task>>();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _result;

    /// <param name="query">For a limit, or for none.</param>
    public PendingResult(SnowflakeSession session, Func<long?, string> query, long limit, long bytesAhead)
    {
        (Query, Limit) = (query(null), limit);
        var ending = _ending.Token;
        _result = Task.Run(() => session.ReadAsync(new(query(limit)) { BytesAhead = bytesAhead }, reader => ServeAsync(reader, ending), ending), CancellationToken.None);
    }

    /// <summary>For the rows that are left, without its limit.</summary>
    public string Query { get; set; }

    /// <summary>How many rows were asked for and are not read yet; fewer may come.</summary>
    public long Limit { get; set; }

    /// <summary>Whether rows of it were read.</summary>
    public bool IsBegun { get; private set; }

    /// <returns>What the reading gives, which goes on where the one before ended.</returns>
    public async Task<T> ReadAsync<T>(Func<ResultReader, Task<T>> read, CancellationToken cancellation)
    {
        using var cancelling = cancellation.Register(_ending.Cancel);
        var turn = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _turns.Writer.TryWrite(async reader => turn.SetResult(await read(reader)));
        if (await Task.WhenAny(turn.Task, _result) == _result)
            await _result;
        IsBegun = true;
        return await turn.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _result.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task<bool> ServeAsync(ResultReader reader, CancellationToken ending)
    {
        await foreach (var turn in _turns.Reader.ReadAllAsync(ending))
            await turn(reader);
        return true;
    }
}
