using System.Globalization;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Brings the rows of a batch to a table beside the target, in requests that each carry as many as they may and several
/// of which are under way at once; and writes the statements by which a block moves them into the target.
/// </summary>
internal sealed class StageWriter(SnowflakeSession session, LedgerTables tables, (string Execution, string Table) own, (string Table, IReadOnlyList<ColumnForm> Columns) target)
{
    private const int RequestsAtOnce = 4;

    private readonly StageChunk _chunk = new(own.Table, target.Columns);
    private readonly StagedFile _file = new(session, tables, own);
    private long _batch;

    public async Task BringAsync(RowBatch batch, (int Shard, long Epoch) attempt, CancellationToken cancellation)
    {
        _batch++;
        if (SnowflakeSession.PutsFiles && batch.Encoded.Length >= StagedFile.LeastBytes)
        {
            await _file.BringAsync(batch, _chunk, (attempt, _batch), cancellation);
            return;
        }
        var sending = new List<Task>();
        var at = 0;
        try
        {
            for (var chunk = 0; at < batch.Encoded.Length; chunk++)
            {
                (var text, _, at) = _chunk.Fill(batch, at);
                sending.Add(SendAsync(text, chunk, attempt, cancellation));
                if (sending.Count < RequestsAtOnce)
                    continue;
                var sent = await Task.WhenAny(sending);
                sending.Remove(sent);
                await sent;
            }
        }
        finally
        {
            await Task.WhenAll(sending);
        }
    }

    /// <summary>Moves the batch that was brought last. A chunk that came twice counts once.</summary>
    public GuardedBlock Move(GuardedBlock block, int rows, (int Shard, long Epoch) attempt)
    {
        var own = $"{Own(attempt)} AND BATCH = {_batch}";
        var values = target.Columns.Select((column, place) => ColumnCast.Of($"f.VALUE[{place}]::VARCHAR", column.Target.Kind, column.TargetType));
        return block.Then(
            $"INSERT INTO {target.Table} ({SnowflakeNames.QuoteAll(target.Columns.Select(column => column.Column))}) SELECT {string.Join(", ", values)} "
            + $"FROM (SELECT DATA FROM {tables.Stage} WHERE {own} QUALIFY ROW_NUMBER() OVER (PARTITION BY CHUNK ORDER BY CHUNK) = 1) AS s, LATERAL FLATTEN(INPUT => s.DATA) AS f",
            rows, BlockRefusal.RowsDiffer);
    }

    /// <summary>What was brought for the shard, also by attempts before.</summary>
    public GuardedBlock Clear(GuardedBlock block, int shard) => block.Then(
        $"DELETE FROM {tables.Stage} WHERE EXECUTION = {LedgerText.Of(own.Execution)} AND TABLE_NAME = {LedgerText.Of(own.Table)} AND SHARD = {shard}");

    private string Own((int Shard, long Epoch) attempt) =>
        $"EXECUTION = {LedgerText.Of(own.Execution)} AND TABLE_NAME = {LedgerText.Of(own.Table)} AND SHARD = {attempt.Shard} AND EPOCH = {attempt.Epoch}";

    private Task<long> SendAsync(string text, int chunk, (int Shard, long Epoch) attempt, CancellationToken cancellation) => session.ExecuteAsync(
        new SnowflakeStatement($"INSERT INTO {tables.Stage} (EXECUTION, TABLE_NAME, SHARD, EPOCH, BATCH, CHUNK, DATA) "
            + $"SELECT {LedgerText.Of(own.Execution)}, {LedgerText.Of(own.Table)}, {attempt.Shard}, {attempt.Epoch}, {_batch}, {chunk}, PARSE_JSON(?)")
        {
            Binds = [text],
            RequestId = StatementId.Of("stage", tables.Stage, own.Execution, own.Table, Text(attempt.Shard), Text(attempt.Epoch), Text(_batch), Text(chunk)),
        }, cancellation);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
