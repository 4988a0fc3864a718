using System.Text.Json;
using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>
/// The rows of a result: those that came with the answer, then partition after partition. A partition that breaks off is asked for
/// again and read on from the row that was to come.
/// </summary>
internal sealed class ResultRows(StatementApi api, StatementReply reply, int first, int end) : IResultRows
{
    private const int MostResumptionsWithoutRow = 3;

    private JsonRows? _rows;
    private int _partition = first;
    private long _row;
    private int _broken;

    /// <summary>All rows of the result.</summary>
    public static ResultRows All(StatementApi api, StatementReply reply) =>
        new(api, reply, 0, Math.Max(1, reply.ResultSetMetaData?.PartitionInfo.Count ?? 1));

    public async Task<string?[]?> ReadAsync(CancellationToken cancellation)
    {
        while (_partition < end)
        {
            var row = await NextAsync(cancellation);
            _row++;
            if (row is not null) return row;
            await NextPartitionAsync();
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null) await _rows.DisposeAsync();
        _rows = null;
    }

    private async Task NextPartitionAsync()
    {
        await DisposeAsync();
        _partition++;
        _row = 0;
    }

    private async Task<string?[]?> NextAsync(CancellationToken cancellation)
    {
        if (_partition == 0) return _row < reply.Data.Count ? reply.Data[(int)_row] : null;
        while (true)
        {
            try
            {
                _rows ??= await api.PartitionAsync(reply.StatementHandle, _partition, _row, cancellation);
                var row = await _rows.ReadAsync(cancellation);
                _broken = 0;
                return row;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or InvalidDataException)
            {
                await DisposeAsync();
                if (++_broken > MostResumptionsWithoutRow) throw Broken(failure);
            }
        }
    }

    private SnowflakeException Broken(Exception failure) =>
        new(SnowflakeErrorKind.Unavailable, $"Partition {_partition} of the result broke off again and again at row {_row}: {failure.Message}",
            SnowflakeFailure.None with { QueryId = reply.StatementHandle }, failure);
}
