using System.Buffers.Binary;
using Npgsql;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Takes rows out of a binary COPY stream, each whole in one buffer.</summary>
internal sealed class CopyOutReader(NpgsqlRawCopyStream stream)
{
    private const int SignatureSize = 11;

    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;

    /// <summary>The fields of the row that was read: a length of four bytes, -1 for NULL, and the bytes, one after another.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_start, RowLength);

    private int RowLength { get; set; }

    public async ValueTask ReadHeaderAsync(CancellationToken cancellation)
    {
        // The signature, 4 bytes of flags, 4 of the extension's length, the extension.
        await FillAsync(SignatureSize + 8, cancellation);
        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + SignatureSize + 4));
        await FillAsync(SignatureSize + 8 + extension, cancellation);
        _start += SignatureSize + 8 + extension;
    }

    /// <summary>False at the end.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        _start += RowLength;
        RowLength = 0;
        return TryTakeRow(out var isEnd) ? ValueTask.FromResult(!isEnd) : WaitForRowAsync(cancellation);
    }

    private async ValueTask<bool> WaitForRowAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await FillAsync(_end - _start + 1, cancellation);
            if (TryTakeRow(out var isEnd))
                return !isEnd;
        }
    }

    private bool TryTakeRow(out bool isEnd)
    {
        isEnd = false;
        var data = _buffer.AsSpan(_start, _end - _start);
        if (data.Length < 2)
            return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(data);
        isEnd = fields < 0;
        var at = 2;
        for (var field = 0; field < fields; field++)
        {
            if (data.Length - at < 4)
                return false;
            at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(data[at..]));
            if (at > data.Length)
                return false;
        }
        _start += 2;
        RowLength = isEnd ? 0 : at - 2;
        return true;
    }

    private async ValueTask FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_end - _start >= wanted)
            return;
        MakeRoom(wanted);
        while (_end - _start < wanted)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
                throw new EndOfStreamException("The COPY stream ended in the middle of a row.");
            _end += read;
        }
    }

    private void MakeRoom(int wanted)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (wanted > _buffer.Length || _end == _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, wanted));
    }
}
