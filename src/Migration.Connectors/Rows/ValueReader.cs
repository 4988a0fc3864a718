using System.Buffers.Binary;

namespace Migration.Connectors.Rows;

/// <summary>Walks encoded values one after another.</summary>
public ref struct ValueReader(ReadOnlySpan<byte> encoded)
{
    private ReadOnlySpan<byte> _rest = encoded;

    public ValueTag Tag { get; private set; }

    /// <summary>The payload of the value; without its length where it is text or a blob.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Bytes that are not walked yet.</summary>
    public readonly int Left => _rest.Length;

    public readonly long Integer => BinaryPrimitives.ReadInt64LittleEndian(Payload);

    public readonly double Real => BinaryPrimitives.ReadDoubleLittleEndian(Payload);

    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        Tag = (ValueTag)_rest[0];
        var (start, length) = Tag switch
        {
            ValueTag.Null => (1, 0),
            ValueTag.Integer or ValueTag.Real => (1, 8),
            _ => (5, BinaryPrimitives.ReadInt32LittleEndian(_rest[1..])),
        };
        Payload = _rest.Slice(start, length);
        _rest = _rest[(start + length)..];
        return true;
    }
}
