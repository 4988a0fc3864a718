using System.Buffers.Binary;
using System.Globalization;

namespace Migration.Connectors.Rows;

/// <summary>
/// The sum of row hashes modulo 2^128, with their count: the same for the same rows in any order, and the sum of
/// two ranges is that of both.
/// </summary>
public readonly record struct RangeHash(UInt128 Sum, long Rows)
{
    public static RangeHash Empty => default;

    public RangeHash Add(UInt128 row) => new(unchecked(Sum + row), Rows + 1);

    public static RangeHash operator +(RangeHash left, RangeHash right) => left.Add(right);

    public RangeHash Add(RangeHash other) => new(unchecked(Sum + other.Sum), Rows + other.Rows);

    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Sum);
        return bytes;
    }

    public static RangeHash FromBytes(ReadOnlySpan<byte> bytes, long rows) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), rows);

    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);
}
