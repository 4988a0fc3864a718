using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Values;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Writes the ranges of one attempt by COPY, each with its ledger row in one transaction.</summary>
internal sealed class RangeWriter
{
    private const int BytesAtOnce = 256 * 1024;

    private readonly PostgresSession _session;
    private readonly TableLedger _ledger;
    private readonly IRowEncoder _encoder;
    private readonly CopyInBuffer _buffer = new();
    private readonly string _copy;
    private readonly string _table;

    public RangeWriter(PostgresSession session, TableLedger ledger, (string Schema, string Name) table, IReadOnlyList<ColumnForm> columns)
    {
        _session = session;
        _ledger = ledger;
        _table = table.Name;
        _encoder = columns.All(PostgresTypes.IsBinary) ? new BinaryRows(table.Name, columns) : new TextRows(columns);
        _copy = $"COPY {PostgresNames.Of(table.Schema, table.Name)} ({SqlNames.QuoteAll(columns.Select(c => c.Column))}) FROM STDIN ({_encoder.Options})";
    }

    public async Task<LedgerRange> WriteAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation)
    {
        var range = new LedgerRange(state.Ranges + 1, from, batch.LastKey.ToArray(), batch.EndsSegment, batch.Hash, batch.Bytes);
        await _ledger.BeginAsync(state.Epoch, cancellation);
        try
        {
            if (batch.Rows > 0)
                await WriteRowsAsync(batch, range.Ordinal, cancellation);
            await _ledger.CommitAsync(range, state.Epoch, cancellation);
            return range;
        }
        catch
        {
            await _session.RollBackAsync();
            throw;
        }
    }

    private async Task WriteRowsAsync(RowBatch batch, long ordinal, CancellationToken cancellation)
    {
        try
        {
            await _session.GuardAsync(() => CopyAsync(batch, cancellation));
        }
        catch (PostgresFailure failure) when (failure.IsConstraint || failure.IsData)
        {
            throw new MigrationException(failure.Code, $"Range {ordinal} of table '{_table}', {batch.Rows} rows, was not written. {failure.Message}", inner: failure) { Batch = ordinal };
        }
    }

    private async Task<bool> CopyAsync(RowBatch batch, CancellationToken cancellation)
    {
        _session.Statements?.Add();
        await using var stream = await CopyInStream.BeginAsync(_session.Connection, _copy, _encoder is BinaryRows, cancellation);
        try
        {
            _buffer.Clear();
            _encoder.Begin(_buffer);
            for (var (row, at) = (0, 0); row < batch.Rows;)
            {
                (row, at) = Encode(batch, row, at);
                await FlushAsync(stream, cancellation);
            }
            _encoder.End(_buffer);
            await FlushAsync(stream, cancellation);
            await stream.CompleteAsync(cancellation);
            return true;
        }
        catch (MigrationException)
        {
            // A value that has no encoding: the server must not take the rows before it for all of them.
            await stream.CancelAsync();
            throw;
        }
    }

    private (int Row, int At) Encode(RowBatch batch, int row, int at)
    {
        var values = new ValueReader(batch.Encoded[at..]);
        for (; row < batch.Rows && _buffer.Length < BytesAtOnce; row++)
            _encoder.Encode(ref values, _buffer);
        return (row, batch.Encoded.Length - values.Left);
    }

    private async Task FlushAsync(CopyInStream stream, CancellationToken cancellation)
    {
        await stream.WriteAsync(_buffer.Written, cancellation);
        _buffer.Clear();
    }
}
