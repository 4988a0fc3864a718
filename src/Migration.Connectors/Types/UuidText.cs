using System.Buffers.Text;

namespace Migration.Connectors.Types;

/// <summary>UUIDs as their 16 bytes and as lower-case text with hyphens.</summary>
public static class UuidText
{
    public const int Size = 16;
    public const int Length = 36;

    public static int Write(ReadOnlySpan<byte> uuid, Span<byte> text)
    {
        Utf8Formatter.TryFormat(new Guid(uuid, bigEndian: true), text, out var length);
        return length;
    }

    public static byte[] Of(ReadOnlySpan<byte> uuid)
    {
        var text = new byte[Length];
        Write(uuid, text);
        return text;
    }

    /// <summary>With hyphens or without, in any case, in braces or not.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> uuid)
    {
        if (text.Length > 2 && text[0] == (byte)'{' && text[^1] == (byte)'}')
            text = text[1..^1];
        var format = text.Length == 32 ? 'N' : 'D';
        return Utf8Parser.TryParse(text, out Guid value, out var read, format) && read == text.Length && value.TryWriteBytes(uuid, bigEndian: true, out _);
    }
}
