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

    public async Task<StagedRows> BringAsync(RowBatch batch, (int Shard, long Epoch) attempt, CancellationToken cancellation)
    {
        var number = ++_batch;
        if (SnowflakeSession.PutsFiles && batch.Encoded.Length >= StagedFile.LeastBytes)
        {
            await _file.BringAsync(batch, _chunk, (attempt, number), cancellation);
            return new(number);
        }
        await SendAllAsync(batch, attempt, number, cancellation);
        return new(number);
    }

    private async Task SendAllAsync(RowBatch batch, (int Shard, long Epoch) attempt, long number, CancellationToken cancellation)
    {
        var sending = new List<Task>();
        var at = 0;
        try
        {
            for (var chunk = 0; at < batch.Encoded.Length; chunk++)
            {
                (var text, _, at) = _chunk.Fill(batch, at);
                sending.Add(SendAsync(text, (attempt, number, chunk), cancellation));
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

    /// <summary>Moves a batch that was brought. A chunk that came twice counts once.</summary>
    public GuardedBlock Move(GuardedBlock block, int rows, (int Shard, long Epoch) attempt, StagedRows staged)
    {
        var own = $"{Own(attempt.Shard)} AND EPOCH = {attempt.Epoch} AND BATCH = {staged.Batch}";
        var values = target.Columns.Select((column, place) => ColumnCast.Of($"f.VALUE[{place}]::VARCHAR", column.Target.Kind, column.TargetType));
        return block.Then(
            $"INSERT INTO {target.Table} ({SnowflakeNames.QuoteAll(target.Columns.Select(column => column.Column))}) SELECT {string.Join(", ", values)} "
            + $"FROM (SELECT DATA FROM {tables.Stage} WHERE {own} QUALIFY ROW_NUMBER() OVER (PARTITION BY CHUNK ORDER BY CHUNK) = 1) AS s, LATERAL FLATTEN(INPUT => s.DATA) AS f",
            rows, BlockRefusal.RowsDiffer);
    }

    /// <summary>What was brought for the shard up to a batch, also by attempts before; what the attempt has brought after it stays.</summary>
    public GuardedBlock Clear(GuardedBlock block, (int Shard, long Epoch) attempt, StagedRows staged) => block.Then(
        $"DELETE FROM {tables.Stage} WHERE {Own(attempt.Shard)} AND (EPOCH < {attempt.Epoch} OR (EPOCH = {attempt.Epoch} AND BATCH <= {staged.Batch}))");

    private string Own(int shard) => $"EXECUTION = {LedgerText.Of(own.Execution)} AND TABLE_NAME = {LedgerText.Of(own.Table)} AND SHARD = {shard}";

    private Task<long> SendAsync(string text, ((int Shard, long Epoch) Attempt, long Batch, int Chunk) at, CancellationToken cancellation) => session.ExecuteAsync(
        new SnowflakeStatement($"INSERT INTO {tables.Stage} (EXECUTION, TABLE_NAME, SHARD, EPOCH, BATCH, CHUNK, DATA) "
            + $"SELECT {LedgerText.Of(own.Execution)}, {LedgerText.Of(own.Table)}, {at.Attempt.Shard}, {at.Attempt.Epoch}, {at.Batch}, {at.Chunk}, PARSE_JSON(?)")
        {
            Binds = [text],
            RequestId = StatementId.Of("stage", tables.Stage, own.Execution, own.Table, Text(at.Attempt.Shard), Text(at.Attempt.Epoch), Text(at.Batch), Text(at.Chunk)),
        }, cancellation);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
