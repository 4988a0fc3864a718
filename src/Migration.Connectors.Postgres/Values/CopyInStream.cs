using Npgsql;

namespace Migration.Connectors.Postgres.Values;

/// <summary>A COPY FROM STDIN under way, in either format. Disposed without completion, it is given up.</summary>
internal sealed class CopyInStream : IAsyncDisposable
{
    private readonly NpgsqlRawCopyStream? _binary;
    private readonly NpgsqlCopyTextWriter? _text;
    private bool _isOver;

    private CopyInStream(NpgsqlRawCopyStream? binary, NpgsqlCopyTextWriter? text) => (_binary, _text) = (binary, text);

    public static async Task<CopyInStream> BeginAsync(NpgsqlConnection connection, string copy, bool isBinary, CancellationToken cancellation) => isBinary
        ? new CopyInStream(await connection.BeginRawBinaryCopyAsync(copy, cancellation), null)
        : new CopyInStream(null, await connection.BeginTextImportAsync(copy, cancellation));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => Stream.WriteAsync(bytes, cancellation);

    /// <summary>The server has taken every row, or throws.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        _isOver = true;
        if (_binary is not null)
        {
            await _binary.FlushAsync(cancellation);
            await _binary.DisposeAsync();
        }
        else
        {
            await _text!.DisposeAsync();
        }
    }

    public async Task CancelAsync()
    {
        _isOver = true;
        if (_binary is not null)
            await _binary.CancelAsync();
        else
            await _text!.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;
        try
        {
            await CancelAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is broken or the server has ended the COPY; what led here is thrown.
        }
    }

    private Stream Stream => _binary as Stream ?? _text!.BaseStream;
}
