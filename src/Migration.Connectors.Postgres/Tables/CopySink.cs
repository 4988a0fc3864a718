using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Postgres.Values;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Sends rows by COPY, in the binary format where every column takes it.</summary>
internal sealed class CopySink : IRowSink
{
    private const int BytesAtOnce = 256 * 1024;

    private readonly PostgresSession _session;
    private readonly IRowEncoder _encoder;
    private readonly CopyInBuffer _buffer = new();
    private readonly string _copy;

    public CopySink(PostgresSession session, (string Schema, string Name) table, IReadOnlyList<ColumnForm> columns)
    {
        _session = session;
        _encoder = columns.All(PostgresTypes.IsBinary) ? new BinaryRows(table.Name, columns) : new TextRows(columns);
        _copy = $"COPY {PostgresNames.Of(table.Schema, table.Name)} ({SqlNames.QuoteAll(columns.Select(c => c.Column))}) FROM STDIN ({_encoder.Options})";
    }

    public string? Snapshot => null;

    public async Task<bool> WriteAsync(RowBatch batch, RangeCursor from, CancellationToken cancellation)
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
        _session.Watch.Heard();
    }
}
