using System.Buffers.Binary;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Bytes on their way into a COPY stream.</summary>
internal sealed class CopyInBuffer
{
    private byte[] _bytes = new byte[512 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for so many bytes, which count as written when <see cref="Advance"/> says so.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int size) => Length += size;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>A field of COPY's binary format: its length, and its bytes.</summary>
    public void WriteField(ReadOnlySpan<byte> bytes)
    {
        var room = Reserve(4 + bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(room, bytes.Length);
        bytes.CopyTo(room[4..]);
        Length += 4 + bytes.Length;
    }

    public void WriteInt16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);
        Length += 2;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);
        Length += 4;
    }
}
