using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Migration.Connectors.Postgres.Values;

/// <summary>
/// Takes rows out of a binary COPY stream, each whole in one buffer. Npgsql hands out a row at a time, so the buffer is
/// filled with as many as have come before the first of them is looked at.
/// </summary>
internal sealed class CopyOutReader(NpgsqlRawCopyStream stream)
{
    private const int SignatureSize = 11;
    // With less room than that the rows are taken first; a longer one asks for more.
    private const int LeastRoom = 4 * 1024;

    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private int _rowLength;
    private bool _isOver;

    /// <summary>The fields of the row that was taken: a length of four bytes, -1 for NULL, and the bytes, one after another.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_start, _rowLength);

    public async ValueTask ReadHeaderAsync(CancellationToken cancellation)
    {
        // The signature, 4 bytes of flags, 4 of the extension's length, the extension.
        await FillAsync(SignatureSize + 8, cancellation);
        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + SignatureSize + 4));
        await FillAsync(SignatureSize + 8 + extension, cancellation);
        _start += SignatureSize + 8 + extension;
    }

    /// <summary>Waits for more when all that came is taken; false at the end.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        if (_isOver)
            return false;
        Drop();
        await FillAsync(_end - _start + 1, cancellation);
        return true;
    }

    /// <summary>The next of the rows that have come whole; false where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTake()
    {
        Drop();
        var data = _buffer.AsSpan(_start, _end - _start);
        if (data.Length < 2)
            return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(data);
        _isOver = fields < 0;
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
        _rowLength = at - 2;
        return !_isOver;
    }

    private void Drop()
    {
        _start += _rowLength;
        _rowLength = 0;
    }

    private async ValueTask FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_end - _start >= wanted)
            return;
        MakeRoom(wanted);
        for (var hasCome = true; _end - _start < wanted || (hasCome && _buffer.Length - _end >= LeastRoom);)
        {
            var reading = stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            hasCome = reading.IsCompletedSuccessfully;
            var read = await reading;
            _end += read;
            if (read > 0)
                continue;
            if (_end - _start < wanted)
                throw new EndOfStreamException("The COPY stream ended in the middle of a row.");
            return;
        }
    }

    private void MakeRoom(int wanted)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (wanted > _buffer.Length || _buffer.Length - _end < LeastRoom)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, wanted));
    }
}
