using System.Buffers.Binary;
using System.Text;

namespace Migration.Connectors.Postgres.Values;

/// <summary>
/// PostgreSQL's binary numeric, groups of four decimal digits, as text without zeros that say nothing, and back. The
/// layout is that of numeric_send and numeric_recv.
/// </summary>
internal static class NumericBinary
{
    private const int HeaderSize = 8;
    private const ushort Negative = 0x4000, NotANumber = 0xC000, PositiveInfinity = 0xD000, NegativeInfinity = 0xF000;

    public static string Read(ReadOnlySpan<byte> numeric)
    {
        var groups = BinaryPrimitives.ReadInt16BigEndian(numeric);
        int weight = BinaryPrimitives.ReadInt16BigEndian(numeric[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(numeric[4..]);
        switch (sign)
        {
            case NotANumber: return "NaN";
            case PositiveInfinity: return "Infinity";
            case NegativeInfinity: return "-Infinity";
        }
        if (groups == 0)
            return "0";
        var text = new StringBuilder(sign == Negative ? "-" : "", (groups * 4) + 8);
        AppendWhole(text, numeric[HeaderSize..], groups, weight);
        AppendFraction(text, numeric[HeaderSize..], groups, weight);
        return text.ToString();
    }

    /// <param name="text">In the form of <see cref="Types.DecimalText"/>.</param>
    /// <param name="into">Receives the bytes; <see cref="SizeOf"/> tells how many are enough.</param>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> into)
    {
        if (Special(text) is { } special)
            return WriteHeader(into, groups: 0, weight: 0, special, scale: 0);
        var isNegative = text[0] == (byte)'-';
        if (isNegative)
            text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        var (groups, weight) = WriteGroups(whole, fraction, into[HeaderSize..]);
        return WriteHeader(into, groups, weight, groups > 0 && isNegative ? Negative : (ushort)0, fraction.Length);
    }

    public static int SizeOf(int textLength) => HeaderSize + ((textLength / 4) + 3) * 2;

    private static void AppendWhole(StringBuilder text, ReadOnlySpan<byte> digits, int groups, int weight)
    {
        if (weight < 0)
        {
            text.Append('0');
            return;
        }
        for (var group = 0; group <= weight; group++)
        {
            var value = Group(digits, groups, group);
            text.Append(value.ToString(group == 0 ? "0" : "0000", null));
        }
    }

    private static void AppendFraction(StringBuilder text, ReadOnlySpan<byte> digits, int groups, int weight)
    {
        if (groups <= weight + 1)
            return;
        text.Append('.');
        for (var group = weight + 1; group < groups; group++)
            text.Append(Group(digits, groups, group).ToString("0000", null));
        while (text[^1] == '0')
            text.Length--;
        if (text[^1] == '.')
            text.Length--;
    }

    // Groups before the first and after the last are zero.
    private static short Group(ReadOnlySpan<byte> digits, int groups, int group) =>
        group >= 0 && group < groups ? BinaryPrimitives.ReadInt16BigEndian(digits[(group * 2)..]) : (short)0;

    private static (short Groups, short Weight) WriteGroups(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, Span<byte> into)
    {
        var weight = ((whole.Length + 3) / 4) - 1;
        short groups = 0;
        var started = false;
        for (var group = weight; group >= -((fraction.Length + 3) / 4); group--)
        {
            var value = group >= 0 ? Whole(whole, group) : Fraction(fraction, -group - 1);
            if (!started && value == 0)
            {
                weight--;
                continue;
            }
            started = true;
            BinaryPrimitives.WriteInt16BigEndian(into[(groups++ * 2)..], value);
        }
        return (groups, groups == 0 ? (short)0 : (short)weight);
    }

    private static short Whole(ReadOnlySpan<byte> digits, int group)
    {
        var end = digits.Length - (group * 4);
        return Value(digits[Math.Max(0, end - 4)..end], 0);
    }

    private static short Fraction(ReadOnlySpan<byte> digits, int group)
    {
        var part = digits[(group * 4)..Math.Min(digits.Length, (group * 4) + 4)];
        return Value(part, 4 - part.Length);
    }

    private static short Value(ReadOnlySpan<byte> digits, int zeros)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value * 10) + digit - '0';
        for (; zeros > 0; zeros--)
            value *= 10;
        return (short)value;
    }

    private static int WriteHeader(Span<byte> into, short groups, short weight, ushort sign, int scale)
    {
        BinaryPrimitives.WriteInt16BigEndian(into, groups);
        BinaryPrimitives.WriteInt16BigEndian(into[2..], weight);
        BinaryPrimitives.WriteUInt16BigEndian(into[4..], sign);
        BinaryPrimitives.WriteInt16BigEndian(into[6..], (short)scale);
        return HeaderSize + (groups * 2);
    }

    private static ushort? Special(ReadOnlySpan<byte> text) => text[^1] switch
    {
        (byte)'N' => NotANumber,
        (byte)'y' => text[0] == (byte)'-' ? NegativeInfinity : PositiveInfinity,
        _ => null,
    };
}
