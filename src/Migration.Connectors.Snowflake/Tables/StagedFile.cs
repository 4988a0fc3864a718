using System.IO.Compression;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Brings the rows of a batch as one compressed file: PUT to a stage beside the target, then COPY INTO the table where
/// binds would bring them. The file's name follows from execution, table, shard, epoch and batch, so that no attempt
/// meets another's.
/// </summary>
internal sealed class StagedFile(SnowflakeSession session, LedgerTables tables, (string Execution, string Table) own)
{
    /// <summary>From here on a file is there sooner than as many requests with binds as it takes.</summary>
    public const long LeastBytes = 4_000_000;

    private (int Shard, long Epoch)? _cleaned;

    public async Task BringAsync(RowBatch batch, StageChunk chunk, ((int Shard, long Epoch) Attempt, long Batch) at, CancellationToken cancellation)
    {
        await CleanAsync(at.Attempt, cancellation);
        var folder = Directory.CreateTempSubdirectory("snowflake-deploy-");
        try
        {
            var file = new FileInfo(Path.Combine(folder.FullName, $"{at.Attempt.Epoch}_{at.Batch}.json.gz"));
            var lines = Write(file, batch, chunk);
            await session.PutAsync($"PUT {SnowflakeNames.Literal($"file://{file.FullName}")} {Place(at.Attempt.Shard)} SOURCE_COMPRESSION = GZIP AUTO_COMPRESS = FALSE OVERWRITE = TRUE", cancellation);
            await CopyAsync($"{Place(at.Attempt.Shard)}{file.Name}", lines, at, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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

    /// <summary>A chunk of rows in each line.</summary>
    private static int Write(FileInfo file, RowBatch batch, StageChunk chunk)
    {
        using var compressed = new GZipStream(file.Create(), CompressionLevel.Fastest);
        var lines = 0;
        for (var at = 0; at < batch.Encoded.Length; lines++)
        {
            (var text, _, at) = chunk.Fill(batch, at);
            compressed.Write(Encoding.UTF8.GetBytes(text));
            compressed.Write("\n"u8);
        }
        return lines;
    }

    private async Task CopyAsync(string file, int lines, ((int Shard, long Epoch) Attempt, long Batch) at, CancellationToken cancellation)
    {
        var copy = $"COPY INTO {tables.Stage} (EXECUTION, TABLE_NAME, SHARD, EPOCH, BATCH, CHUNK, DATA) "
            + $"FROM (SELECT {LedgerText.Of(own.Execution)}, {LedgerText.Of(own.Table)}, {at.Attempt.Shard}, {at.Attempt.Epoch}, {at.Batch}, METADATA$FILE_ROW_NUMBER, $1 FROM {file}) "
            + "FILE_FORMAT = (TYPE = JSON COMPRESSION = GZIP) ON_ERROR = ABORT_STATEMENT FORCE = TRUE PURGE = TRUE";
        var loaded = await session.QueryAsync(copy, row => row.FieldCount == 1 ? default : (Parsed: Number(row, "rows_parsed"), Loaded: Number(row, "rows_loaded"), Errors: Number(row, "errors_seen")), cancellation);
        if (loaded is not [var (parsed, taken, errors)] || (parsed, taken, errors) != (lines, lines, 0))
            throw new MigrationException(ErrorCodes.LedgerInvalid,
                $"A file of table '{own.Table}' arrived otherwise than it was sent: {loaded.Sum(row => row.Loaded)} of its {lines} lines. Nothing of its range was written; it is tried again.", transient: true);
    }

    private static long Number(ResultReader row, string column) => row.Number(row.GetOrdinal(column));
}
