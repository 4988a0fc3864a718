using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Brings the rows of batches in compressed files, of as many as make one of the size that Snowflake loads best: PUT to a
/// stage beside the target, then COPY INTO the table where binds would bring them. While one is on its way the next one is written.
/// A file's name follows from execution, table, shard, epoch and its number there, so that no attempt meets another's.
/// </summary>
internal sealed class StagedFiles(SnowflakeSession session, LedgerTables tables, (string Execution, string Table) own) : IAsyncDisposable
{
    /// <summary>From here on a batch is there sooner by a file than by as many requests with binds as it takes.</summary>
    private const long LeastBatch = 4_000_000;

    /// <summary>A table that is larger goes by files, however small its batches are.</summary>
    private const long LeastTable = 16_000_000;

    /// <summary>Compressed; Snowflake's advice is 100 to 250 MB.</summary>
    private const long MostBytes = 160_000_000;

    /// <summary>A slow source's rows shall not wait for their commit for ever.</summary>
    private static readonly TimeSpan s_oldest = TimeSpan.FromMinutes(1);

    private (int Shard, long Epoch)? _cleaned;
    private StagedFile? _open;
    private Task _sending = Task.CompletedTask;
    private long _seen;

    /// <summary>Whether the batch, which comes next, goes by a file.</summary>
    public bool Takes(RowBatch batch) =>
        SnowflakeSession.PutsFiles && ((_seen += batch.Encoded.Length) >= LeastTable || _open is not null || batch.Encoded.Length >= LeastBatch);

    /// <param name="parcel">The number of a file that is begun with the batch.</param>
    public async Task<StagedRows> AddAsync(RowBatch batch, StageChunk chunk, (int Shard, long Epoch) attempt, Func<long> parcel, CancellationToken cancellation)
    {
        _open ??= new StagedFile(attempt, parcel());
        var staged = _open.Add(batch, chunk);
        if (_open.Bytes >= MostBytes || _open.Age >= s_oldest)
            await SendAsync(cancellation);
        return staged;
    }

    /// <summary>Ends when nothing is on its way any more. Its batches tell whether a file has arrived; one that has not keeps no other.</summary>
    public async Task RestAsync(CancellationToken cancellation)
    {
        if (_open is not null)
            await SendAsync(cancellation);
        await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndedAsync();
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Lets the file go on its way, when the one before it has come to its end.</summary>
    private async Task SendAsync(CancellationToken cancellation)
    {
        await EndedAsync();
        var file = _open!;
        _open = null;
        _sending = BringAsync(file, cancellation);
    }

    private async Task EndedAsync() => await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task BringAsync(StagedFile file, CancellationToken cancellation)
    {
        using (file)
            await file.ArriveAsync(LoadAsync(file, cancellation));
    }

    private async Task LoadAsync(StagedFile file, CancellationToken cancellation)
    {
        // Here, so that a disk that is full is told to whoever waits for the rows.
        file.Close();
        await CleanAsync(file.Attempt, cancellation);
        var place = Place(file.Attempt.Shard);
        await session.PutAsync($"PUT {SnowflakeNames.Literal($"file://{file.FullName}")} {place} SOURCE_COMPRESSION = GZIP AUTO_COMPRESS = FALSE OVERWRITE = TRUE", cancellation);
        await CopyAsync(file, $"{place}{Path.GetFileName(file.FullName)}", cancellation);
    }

    /// <summary>Once for each attempt: what one before has left in the shard's folder goes.</summary>
    private async Task CleanAsync((int Shard, long Epoch) attempt, CancellationToken cancellation)
    {
        if (_cleaned == attempt)
            return;
        await session.ExecuteAsync($"CREATE STAGE IF NOT EXISTS {tables.Files}", cancellation);
        await session.ExecuteAsync($"REMOVE {Place(attempt.Shard)}", cancellation);
        _cleaned = attempt;
    }

    private string Place(int shard) => $"@{tables.Files}/{StatementId.Of("file", own.Execution, own.Table):N}/{shard}/";

    private async Task CopyAsync(StagedFile file, string place, CancellationToken cancellation)
    {
        var copy = $"COPY INTO {tables.Stage} (EXECUTION, TABLE_NAME, SHARD, EPOCH, BATCH, CHUNK, DATA) "
            + $"FROM (SELECT {LedgerText.Of(own.Execution)}, {LedgerText.Of(own.Table)}, {file.Attempt.Shard}, {file.Attempt.Epoch}, {file.Parcel}, METADATA$FILE_ROW_NUMBER, $1 FROM {place}) "
            + "FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP) ON_ERROR = ABORT_STATEMENT FORCE = TRUE PURGE = TRUE";
        var loaded = await session.QueryAsync(copy, row => row.FieldCount == 1 ? default : (Parsed: Number(row, "rows_parsed"), Loaded: Number(row, "rows_loaded"), Errors: Number(row, "errors_seen")), cancellation);
        if (loaded is not [var (parsed, taken, errors)] || (parsed, taken, errors) != (file.Lines, file.Lines, 0))
            throw new MigrationException(ErrorCodes.LedgerInvalid,
                $"A file of table '{own.Table}' arrived otherwise than it was sent: {loaded.Sum(row => row.Loaded)} of its {file.Lines} lines. Nothing of it was written; it is tried again.", transient: true);
    }

    private static long Number(ResultReader row, string column) => row.Number(row.GetOrdinal(column));
}
