using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>The rows of a result: those that came with the answer, then partition after partition.</summary>
internal sealed class ResultRows(StatementApi api, StatementReply reply, int first, int end) : IResultRows
{
    private readonly RowBlock _block = new();
    private PartitionRows? _rows;
    private int _partition = first;

    /// <summary>All rows of the result.</summary>
    public static ResultRows All(StatementApi api, StatementReply reply) =>
        new(api, reply, 0, Math.Max(1, reply.ResultSetMetaData?.PartitionInfo.Count ?? 1));

    public async Task<RowBlock?> NextAsync(CancellationToken cancellation)
    {
        for (; _partition < end; _partition++)
        {
            if (_partition == 0)
            {
                if (reply.Data.Rows == 0) continue;
                _partition++;
                return reply.Data;
            }

            _block.Clear();
            _rows ??= new(api, reply.StatementHandle, _partition);
            if (await _rows.AddAsync(_block, cancellation)) return _block;
            await DisposeAsync();
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null) await _rows.DisposeAsync();
        _rows = null;
    }
}
