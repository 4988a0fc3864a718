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
        _rest = _rest[1..];
        var length = 0;
        if (Tag is ValueTag.Integer or ValueTag.Real)
        {
            length = 8;
        }
        else if (Tag != ValueTag.Null)
        {
            length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            _rest = _rest[4..];
        }
        Payload = _rest[..length];
        _rest = _rest[length..];
        return true;
    }
}
