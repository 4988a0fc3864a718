using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Brings the rows of batches to a table beside the target, in requests that each carry as many as they may and several
/// of which are under way at once, or in files; and writes the statements by which a block moves them into the target.
/// </summary>
internal sealed class StageWriter(SnowflakeSession session, LedgerTables tables, (string Execution, string Table) own, (string Table, IReadOnlyList<ColumnForm> Columns) target) : IAsyncDisposable
{
    private const int RequestsAtOnce = 4;
    private const long RowsOfTwoFiles = 2L * 1024 * 1024 * 1024;

    private readonly StageChunk _chunk = new(own.Table, target.Columns);
    private readonly StagedFiles _files = new(new FileLoad(session, tables, own).RunAsync, new FileLimits(), TimeProvider.System);
    private long _parcel;

    /// <summary>How many bytes of rows may lie beside the table: a batch, or what fills a file while the one before it is moved.</summary>
    public static long BytesAhead => SnowflakeSession.PutsFiles ? RowsOfTwoFiles : 1;

    public bool IsCollecting => _files.IsCollecting;

    /// <summary>The rows of a file arrive when it is full, or by <see cref="RestAsync"/>.</summary>
    public async Task<StagedRows> BringAsync(RowBatch batch, (int Shard, long Epoch) attempt, CancellationToken cancellation)
    {
        if (SnowflakeSession.PutsFiles && _files.Takes(batch))
            return await _files.AddAsync(batch, _chunk, attempt, () => ++_parcel, cancellation);
        var parcel = ++_parcel;
        return new(parcel, 0, await SendAllAsync(batch, attempt, parcel, cancellation));
    }

    public Task RestAsync(CancellationToken cancellation) => _files.RestAsync(cancellation);

    /// <summary>Brings a batch for which a block waits.</summary>
    public async Task<StagedRows> BringWholeAsync(RowBatch batch, (int Shard, long Epoch) attempt, CancellationToken cancellation)
    {
        var staged = await BringAsync(batch, attempt, cancellation);
        await RestAsync(cancellation);
        await staged.Arrived;
        return staged;
    }

    /// <summary>Moves a batch that was brought. A chunk that came twice counts once.</summary>
    public GuardedBlock Move(GuardedBlock block, int rows, (int Shard, long Epoch) attempt, StagedRows staged)
    {
        var own = $"{Own(attempt.Shard)} AND EPOCH = {attempt.Epoch} AND BATCH = {staged.Parcel} AND CHUNK BETWEEN {staged.First} AND {staged.Last}";
        var values = target.Columns.Select((column, place) => ColumnCast.Of($"f.VALUE[{place}]::VARCHAR", column.Target.Kind, column.TargetType));
        return block.Then(
            $"INSERT INTO {target.Table} ({SnowflakeNames.QuoteAll(target.Columns.Select(column => column.Column))}) SELECT {string.Join(", ", values)} "
            + $"FROM (SELECT DATA FROM {tables.Stage} WHERE {own} QUALIFY ROW_NUMBER() OVER (PARTITION BY CHUNK ORDER BY CHUNK) = 1) AS s, LATERAL FLATTEN(INPUT => s.DATA) AS f",
            rows, BlockRefusal.RowsDiffer);
    }

    /// <summary>What was brought for the shard up to a batch, also by attempts before; what the attempt has brought after it stays.</summary>
    public GuardedBlock Clear(GuardedBlock block, (int Shard, long Epoch) attempt, StagedRows staged) => block.Then(
        $"DELETE FROM {tables.Stage} WHERE {Own(attempt.Shard)} AND (EPOCH < {attempt.Epoch} OR (EPOCH = {attempt.Epoch} AND (BATCH < {staged.Parcel} OR (BATCH = {staged.Parcel} AND CHUNK <= {staged.Last}))))");

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    private string Own(int shard) => $"EXECUTION = {LedgerText.Of(own.Execution)} AND TABLE_NAME = {LedgerText.Of(own.Table)} AND SHARD = {shard}";

    /// <returns>The last chunk's number.</returns>
    private async Task<int> SendAllAsync(RowBatch batch, (int Shard, long Epoch) attempt, long parcel, CancellationToken cancellation)
    {
        var sending = new List<Task>();
        var (at, chunk) = (0, 0);
        try
        {
            for (; at < batch.Encoded.Length; chunk++)
            {
                at = _chunk.Fill(batch, at);
                sending.Add(SendAsync(Encoding.UTF8.GetString(_chunk.Encoded), (attempt, parcel, chunk), cancellation));
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
        return chunk - 1;
    }

    private Task<long> SendAsync(string text, ((int Shard, long Epoch) Attempt, long Parcel, int Chunk) at, CancellationToken cancellation) => session.ExecuteAsync(
        new SnowflakeStatement($"INSERT INTO {tables.Stage} (EXECUTION, TABLE_NAME, SHARD, EPOCH, BATCH, CHUNK, DATA) "
            + $"SELECT {LedgerText.Of(own.Execution)}, {LedgerText.Of(own.Table)}, {at.Attempt.Shard}, {at.Attempt.Epoch}, {at.Parcel}, {at.Chunk}, PARSE_JSON(?)")
        {
            Binds = [text],
            RequestId = StatementId.Of("stage", tables.Stage, own.Execution, own.Table, Text(at.Attempt.Shard), Text(at.Attempt.Epoch), Text(at.Parcel), Text(at.Chunk)),
        }, cancellation);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
