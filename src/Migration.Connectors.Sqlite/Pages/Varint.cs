using System.Runtime.CompilerServices;

namespace Migration.Connectors.Sqlite.Pages;

/// <summary>SQLite's integers of one to nine bytes, the most significant bits first.</summary>
internal static class Varint
{
    public const int LongestSize = 9;

    /// <summary>Reads at a place and moves it on.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        var first = bytes[at++];
        return first < 0x80 ? first : ReadLong(bytes, ref at, first);
    }

    /// <summary>Gives the number of bytes written.</summary>
    public static int Write(Span<byte> bytes, ulong value)
    {
        if (value >> 56 != 0)
            return WriteLongest(bytes, value);
        var size = 1;
        for (var rest = value >> 7; rest != 0; rest >>= 7)
            size++;
        for (var i = size - 1; i >= 0; i--, value >>= 7)
            bytes[i] = (byte)((value & 0x7f) | (i == size - 1 ? 0u : 0x80u));
        return size;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong ReadLong(ReadOnlySpan<byte> bytes, ref int at, byte first)
    {
        ulong value = first & 0x7fu;
        for (var i = 1; i < LongestSize - 1; i++)
        {
            var next = bytes[at++];
            value = (value << 7) | (next & 0x7fu);
            if (next < 0x80)
                return value;
        }
        return (value << 8) | bytes[at++];
    }

    // All eight bits of the ninth byte count.
    private static int WriteLongest(Span<byte> bytes, ulong value)
    {
        bytes[LongestSize - 1] = (byte)value;
        value >>= 8;
        for (var i = LongestSize - 2; i >= 0; i--, value >>= 7)
            bytes[i] = (byte)((value & 0x7f) | 0x80);
        return LongestSize;
    }
}
