using System.Buffers.Binary;
using System.Globalization;
using Migration.Core.Errors;

namespace Migration.Connectors.Rows;

/// <summary>
/// The sum of row hashes modulo 2^128, with their count: the same for the same rows in any order, and the sum of
/// two ranges is that of both.
/// </summary>
public readonly record struct RangeHash(UInt128 Sum, long Rows)
{
    private const int SumSize = 16;

    public static RangeHash Empty => default;

    /// <summary>Of rows; no rows are the same in every kind.</summary>
    public RowHashKind Kind { get; init; }

    public RangeHash Add(UInt128 row, RowHashKind kind = RowHashKind.Bytes) => this + new RangeHash(row, 1) { Kind = kind };

    public static RangeHash operator +(RangeHash left, RangeHash right) => left.Add(right);

    public RangeHash Add(RangeHash other) => new(unchecked(Sum + other.Sum), Rows + other.Rows)
    {
        Kind = Rows == 0 ? other.Kind : other.Rows == 0 || other.Kind == Kind ? Kind : RowHashKind.Mixed,
    };

    /// <summary>In which more rows are to be hashed: as those before, where there are any.</summary>
    public RowHashKind KindOr(RowHashKind other) => Rows > 0 && Kind != RowHashKind.Mixed ? Kind : other;

    /// <summary>The sum; its kind follows where it is none that every version knows.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Kind == RowHashKind.Bytes ? SumSize : SumSize + 1];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Sum);
        if (bytes.Length > SumSize)
            bytes[SumSize] = (byte)Kind;
        return bytes;
    }

    public static RangeHash FromBytes(ReadOnlySpan<byte> bytes, long rows) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), rows) { Kind = KindOf(bytes[SumSize..]) };

    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);

    private static RowHashKind KindOf(ReadOnlySpan<byte> stored) => stored switch
    {
        [] => RowHashKind.Bytes,
        [(byte)RowHashKind.Text] => RowHashKind.Text,
        [(byte)RowHashKind.TextWithReals] => RowHashKind.TextWithReals,
        _ => throw new MigrationException(ErrorCodes.LedgerInvalid,
            "The ledger holds hashes of a kind that this version does not know. Go on with the version that wrote them, or a later one."),
    };
}
