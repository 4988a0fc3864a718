using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>
/// All rows of a result in their order, while partitions that follow are fetched and decoded side by side: as many as there is room for,
/// and one where there is none. Each is resumed by itself where it breaks off.
/// </summary>
/// <param name="room">Bytes of partitions that are not read to their end yet, as Snowflake counts them: as text without compression.</param>
internal sealed class PartitionsAhead(StatementApi api, StatementReply reply, long room) : IResultRows
{
    private const int MostAtOnce = 4;

    private readonly CancellationTokenSource _ending = new();
    private readonly Queue<(Task<List<string?[]>> Rows, long Bytes)> _ahead = new();
    private Task<List<string?[]>>? _last;
    private IReadOnlyList<string?[]> _rows = reply.Data;
    private long _bytes;
    private long _held;
    private int _row;
    private int _next = 1;

    /// <summary>The last row, whose partition is fetched before those in front of it, and kept until it is reached.</summary>
    public Task<string?[]> LastAsync(CancellationToken cancellation)
    {
        var last = Partitions[^1];
        if (_last is null) _held += SizeOf(last);
        _last ??= Task.Run(() => FetchAsync(Partitions.Count - 1), CancellationToken.None);
        return LastOfAsync(_last, cancellation);
    }

    public async Task<string?[]?> ReadAsync(CancellationToken cancellation)
    {
        while (_row == _rows.Count)
        {
            FetchAhead();
            if (!_ahead.TryPeek(out var partition)) return null;
            _rows = await partition.Rows.WaitAsync(cancellation);
            _ahead.Dequeue();
            _row = 0;
            _held -= _bytes;
            _bytes = partition.Bytes;
        }

        if (_row == 0) FetchAhead();
        return _rows[_row++];
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var rows in _ahead.Select(partition => partition.Rows).Append(_last ?? Task.FromResult<List<string?[]>>([]))) await ((Task)rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ahead.Clear();
        _rows = [];
        _last = null;
        _row = 0;
        _next = int.MaxValue;
        _ending.Dispose();
    }

    private IReadOnlyList<PartitionInfo> Partitions => reply.ResultSetMetaData?.PartitionInfo ?? [];

    private static async Task<string?[]> LastOfAsync(Task<List<string?[]>> rows, CancellationToken cancellation) => (await rows.WaitAsync(cancellation))[^1];

    private void FetchAhead()
    {
        while (_next < Partitions.Count && _ahead.Count < MostAtOnce && (_ahead.Count == 0 || IsHeld(_next) || _held + SizeOf(Partitions[_next]) <= room))
        {
            var (partition, bytes) = (_next++, SizeOf(Partitions[_next - 1]));
            if (IsHeld(partition))
            {
                _ahead.Enqueue((_last!, bytes));
                continue;
            }

            _held += bytes;
            _ahead.Enqueue((Task.Run(() => FetchAsync(partition), CancellationToken.None), bytes));
        }
    }

    private bool IsHeld(int partition) => _last is not null && partition == Partitions.Count - 1;

    // What is not said could be anything.
    private long SizeOf(PartitionInfo partition) => partition.UncompressedSize ?? room;

    private async Task<List<string?[]>> FetchAsync(int partition)
    {
        var all = new List<string?[]>();
        await using var rows = new ResultRows(api, reply, partition, partition + 1);
        while (await rows.ReadAsync(_ending.Token) is { } row) all.Add(row);
        return all;
    }
}
