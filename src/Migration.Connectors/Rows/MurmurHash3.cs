using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Migration.Connectors.Rows;

/// <summary>
/// The 128-bit hash of a row: MurmurHash3, x64 variant, seed 0, after Austin Appleby's public domain description
/// (smhasher). Not a defence against someone who forges rows; a fast witness against loss and damage.
/// </summary>
public static class MurmurHash3
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static UInt128 Of(ReadOnlySpan<byte> data)
    {
        ulong first = 0, second = 0;
        var rest = data;
        while (rest.Length >= 16)
        {
            first ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            first = ((BitOperations.RotateLeft(first, 27) + second) * 5) + 0x52dce729;
            second ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            second = ((BitOperations.RotateLeft(second, 31) + first) * 5) + 0x38495ab5;
            rest = rest[16..];
        }
        AddTail(rest, ref first, ref second);
        return Finish(first, second, (ulong)data.Length);
    }

    private static void AddTail(ReadOnlySpan<byte> rest, ref ulong first, ref ulong second)
    {
        if (rest.IsEmpty)
            return;
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        rest.CopyTo(padded);
        first ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(padded));
        second ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]));
    }

    private static UInt128 Finish(ulong first, ulong second, ulong length)
    {
        first ^= length;
        second ^= length;
        first += second;
        second += first;
        first = Avalanche(first);
        second = Avalanche(second);
        first += second;
        second += first;
        return new UInt128(second, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MixFirst(ulong value) => BitOperations.RotateLeft(value * C1, 31) * C2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MixSecond(ulong value) => BitOperations.RotateLeft(value * C2, 33) * C1;

    private static ulong Avalanche(ulong value)
    {
        value ^= value >> 33;
        value *= 0xff51afd7ed558ccd;
        value ^= value >> 33;
        value *= 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
