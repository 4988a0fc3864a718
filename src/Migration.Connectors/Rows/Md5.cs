using System.Buffers.Binary;
using System.Numerics;

namespace Migration.Connectors.Rows;

/// <summary>
/// MD5 as RFC 1321 has it, of the texts of rows: they are so short that calling the system's library takes longer than the hash does.
/// It witnesses loss and damage, and is no defence against someone who forges.
/// </summary>
internal static class Md5
{
    private const int BlockSize = 64;
    private const int LengthSize = 8;

    private static ReadOnlySpan<uint> Sines =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    /// <summary>The digest as a number whose first byte is the highest.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> text)
    {
        (uint A, uint B, uint C, uint D) state = (0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
        var bits = (ulong)text.Length * 8;
        for (; text.Length >= BlockSize; text = text[BlockSize..])
            Add(ref state, text);
        Span<byte> rest = stackalloc byte[2 * BlockSize];
        rest.Clear();
        text.CopyTo(rest);
        rest[text.Length] = 0x80;
        var end = text.Length < BlockSize - LengthSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64LittleEndian(rest[(end - LengthSize)..], bits);
        for (var start = 0; start < end; start += BlockSize)
            Add(ref state, rest[start..]);
        return new UInt128(Joined(state.A, state.B), Joined(state.C, state.D));
    }

    private static ulong Joined(uint high, uint low) => ((ulong)BinaryPrimitives.ReverseEndianness(high) << 32) | BinaryPrimitives.ReverseEndianness(low);

    private static void Add(ref (uint A, uint B, uint C, uint D) state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = state;
        block = block[..BlockSize];
        for (var i = 0; i < 16; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + Term(block, i, i), 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + Term(block, i + 1, i + 1), 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + Term(block, i + 2, i + 2), 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + Term(block, i + 3, i + 3), 22);
        }

        for (var i = 16; i < 32; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (b & d) + (c & ~d) + Term(block, i, (5 * i) + 1), 5);
            d = a + BitOperations.RotateLeft(d + (a & c) + (b & ~c) + Term(block, i + 1, (5 * i) + 6), 9);
            c = d + BitOperations.RotateLeft(c + (d & b) + (a & ~b) + Term(block, i + 2, (5 * i) + 11), 14);
            b = c + BitOperations.RotateLeft(b + (c & a) + (d & ~a) + Term(block, i + 3, 5 * i), 20);
        }

        for (var i = 32; i < 48; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + Term(block, i, (3 * i) + 5), 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + Term(block, i + 1, (3 * i) + 8), 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + Term(block, i + 2, (3 * i) + 11), 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + Term(block, i + 3, (3 * i) + 14), 23);
        }

        for (var i = 48; i < 64; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + Term(block, i, 7 * i), 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + Term(block, i + 1, (7 * i) + 7), 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + Term(block, i + 2, (7 * i) + 14), 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + Term(block, i + 3, (7 * i) + 21), 21);
        }

        state = (state.A + a, state.B + b, state.C + c, state.D + d);
    }

    /// <param name="word">Modulo 16.</param>
    private static uint Term(ReadOnlySpan<byte> block, int step, int word) => Sines[step] + BinaryPrimitives.ReadUInt32LittleEndian(block[((word & 15) * 4)..]);
}
