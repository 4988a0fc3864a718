using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>
/// All rows of a result in their order, while partitions that follow are fetched and decoded, four at once: as many as there is room for,
/// and one where there is none. Each is resumed by itself where it breaks off.
/// </summary>
/// <param name="room">Bytes of partitions that are not read to their end yet, as Snowflake counts them: as text without compression.</param>
internal sealed class PartitionsAhead(StatementApi api, StatementReply reply, long room) : IResultRows
{
    private const int MostAtOnce = 4;
    private const int MostReserved = 1024 * 1024;

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly Queue<(Task<RowBlock> Rows, long Bytes)> _ahead = new();
    private readonly Stack<RowBlock> _spare = new();
    private Task<RowBlock>? _last;
    private RowBlock? _read;
    private long _bytes;
    private long _held;
    private int _next;

    /// <summary>The last row, whose partition is fetched before those in front of it, and kept until it is reached; null where that has none.</summary>
    public async Task<string?[]?> LastAsync(CancellationToken cancellation)
    {
        if (_last is null)
        {
            _held += SizeOf(Partitions.Count - 1);
            _last = Fetch(Partitions.Count - 1);
        }

        var rows = await _last.WaitAsync(cancellation);
        return rows.Rows == 0 ? null : rows.Texts(rows.Rows - 1);
    }

    public async Task<RowBlock?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            LetGo();
            FetchAhead();
            if (!_ahead.TryPeek(out var partition)) return null;
            var rows = await partition.Rows.WaitAsync(cancellation);
            (_read, _bytes) = (rows, partition.Bytes);
            _ahead.Dequeue();
            FetchAhead();
            if (rows.Rows > 0) return rows;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var rows in _ahead.Select(partition => partition.Rows).Append(_last ?? Task.FromResult(reply.Data))) await ((Task)rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ahead.Clear();
        _spare.Clear();
        _last = null;
        _read = null;
        _next = int.MaxValue;
        _ending.Dispose();
        _turns.Dispose();
    }

    private IReadOnlyList<PartitionInfo> Partitions => reply.ResultSetMetaData?.PartitionInfo ?? [];

    /// <summary>The rows that were read have no reader any more: their memory serves others.</summary>
    private void LetGo()
    {
        if (_read is not null && _read != reply.Data) _spare.Push(_read);
        _held -= _bytes;
        (_read, _bytes) = (null, 0);
    }

    private void FetchAhead()
    {
        while (_next < Partitions.Count && (_ahead.Count == 0 || IsHeld(_next) || _held + SizeOf(_next) <= room))
        {
            var partition = _next++;
            if (!IsHeld(partition)) _held += SizeOf(partition);
            _ahead.Enqueue((IsHeld(partition) ? _last! : Fetch(partition), SizeOf(partition)));
        }
    }

    private bool IsHeld(int partition) => _last is not null && partition == Partitions.Count - 1;

    // The first came with the answer; what is not said could be anything.
    private long SizeOf(int partition) => partition == 0 ? 0 : Partitions[partition].UncompressedSize ?? room;

    private Task<RowBlock> Fetch(int partition)
    {
        if (partition == 0) return Task.FromResult(reply.Data);
        if (!_spare.TryPop(out var rows)) rows = new((int)Math.Min(MostReserved, SizeOf(partition)));
        rows.Clear();
        return Task.Run(() => FetchAsync(partition, rows), CancellationToken.None);
    }

    private async Task<RowBlock> FetchAsync(int partition, RowBlock into)
    {
        await _turns.WaitAsync(_ending.Token);
        try
        {
            await using var rows = new PartitionRows(api, reply.StatementHandle, partition);
            while (await rows.AddAsync(into, _ending.Token))
            {
            }

            return into;
        }
        finally
        {
            _turns.Release();
        }
    }
}
