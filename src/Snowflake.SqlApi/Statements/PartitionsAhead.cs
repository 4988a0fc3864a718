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
    private IReadOnlyList<string?[]> _rows = reply.Data;
    private long _bytes;
    private long _held;
    private int _row;
    private int _next = 1;

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
        foreach (var (rows, _) in _ahead) await ((Task)rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ahead.Clear();
        _rows = [];
        _row = 0;
        _next = int.MaxValue;
        _ending.Dispose();
    }

    private void FetchAhead()
    {
        var partitions = reply.ResultSetMetaData?.PartitionInfo ?? [];
        while (_next < partitions.Count && _ahead.Count < MostAtOnce && (_ahead.Count == 0 || _held + SizeOf(partitions[_next]) <= room))
        {
            var (partition, bytes) = (_next++, SizeOf(partitions[_next - 1]));
            _held += bytes;
            _ahead.Enqueue((Task.Run(() => FetchAsync(partition), CancellationToken.None), bytes));
        }
    }

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
