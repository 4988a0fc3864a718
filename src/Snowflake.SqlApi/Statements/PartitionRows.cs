using System.Text.Json;

namespace Snowflake.SqlApi.Statements;

/// <summary>The rows of one partition but the first, as they arrive. One that breaks off is asked for again and read on from the row that was to come.</summary>
internal sealed class PartitionRows(StatementApi api, string handle, int partition) : IAsyncDisposable
{
    private const int MostResumptionsWithoutRow = 3;

    private JsonRows? _rows;
    private long _read;
    private int _broken;

    /// <summary>Adds what arrives next, a row at least; false where no row is left.</summary>
    public async Task<bool> AddAsync(RowBlock into, CancellationToken cancellation)
    {
        for (var first = into.Rows; ;)
        {
            var before = into.Rows;
            try
            {
                _rows ??= await api.PartitionAsync(handle, partition, _read, cancellation);
                var isMore = await _rows.AddAsync(into, long.MaxValue, cancellation);
                _broken = 0;
                // Rows that stood before the place where the answer broke off are there already.
                return isMore || into.Rows > first;
            }
            catch (OperationCanceledException)
            {
                // What arrived meanwhile is lost with the wait.
                await DisposeAsync();
                throw;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or InvalidDataException)
            {
                await DisposeAsync();
                if (++_broken > MostResumptionsWithoutRow) throw Broken(failure);
            }
            finally
            {
                _read += into.Rows - before;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null) await _rows.DisposeAsync();
        _rows = null;
    }

    private SnowflakeException Broken(Exception failure) =>
        new(SnowflakeErrorKind.Unavailable, $"Partition {partition} of the result broke off again and again at row {_read}: {failure.Message}",
            SnowflakeFailure.None with { QueryId = handle }, failure);
}
