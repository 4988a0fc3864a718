using System.Buffers.Binary;

namespace Migration.Connectors.Rows;

/// <summary>Some values of one row, as those of its key, in the encoding of <see cref="RowBatch"/>; rewritten for each row without allocation.</summary>
public sealed class KeyBuffer
{
    private byte[] _buffer = new byte[64];
    private int _length;

    public ReadOnlySpan<byte> Encoded => _buffer.AsSpan(0, _length);

    public bool IsEmpty => _length == 0;

    public byte[] ToArray() => Encoded.ToArray();

    public void Clear() => _length = 0;

    public void Set(ReadOnlySpan<byte> encoded)
    {
        Clear();
        Reserve(encoded.Length);
        encoded.CopyTo(_buffer);
        _length = encoded.Length;
    }

    public void AddNull()
    {
        Reserve(1);
        _buffer[_length++] = (byte)ValueTag.Null;
    }

    public void AddInteger(long value)
    {
        Reserve(9);
        _buffer[_length] = (byte)ValueTag.Integer;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length + 1), value);
        _length += 9;
    }

    public void AddReal(double value)
    {
        Reserve(9);
        _buffer[_length] = (byte)ValueTag.Real;
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_length + 1), value);
        _length += 9;
    }

    public void AddText(ReadOnlySpan<byte> value) => AddBytes(ValueTag.Text, value);

    public void AddBlob(ReadOnlySpan<byte> value) => AddBytes(ValueTag.Blob, value);

    private void AddBytes(ValueTag tag, ReadOnlySpan<byte> value)
    {
        Reserve(5 + value.Length);
        _buffer[_length] = (byte)tag;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length + 1), value.Length);
        value.CopyTo(_buffer.AsSpan(_length + 5));
        _length += 5 + value.Length;
    }

    private void Reserve(int size)
    {
        if (_buffer.Length - _length < size)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
    }
}
