using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Brings a file to the account: PUT to a stage beside the target, then COPY INTO the table where binds would bring its rows.
/// Its name follows from execution, table, shard, epoch and its number there, so that no attempt meets another's.
/// </summary>
internal sealed class FileLoad(SnowflakeSession session, LedgerTables tables, (string Execution, string Table) own)
{
    private (int Shard, long Epoch)? _cleaned;

    public async Task RunAsync(StagedFile file, CancellationToken cancellation)
    {
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

    private string Place(int shard) => $"{tables.FilesOf(own.Execution)}{StatementId.Of("file", own.Table):N}/{shard}/";

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
