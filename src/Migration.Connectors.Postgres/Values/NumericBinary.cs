using System.Buffers.Binary;
using System.Buffers.Text;

namespace Migration.Connectors.Postgres.Values;

/// <summary>
/// PostgreSQL's binary numeric, groups of four decimal digits, as text without zeros that say nothing, and back. The
/// layout is that of numeric_send and numeric_recv.
/// </summary>
internal static class NumericBinary
{
    private const int HeaderSize = 8;
    private const int LongestSpecial = 9;
    private const ushort Negative = 0x4000, NotANumber = 0xC000, PositiveInfinity = 0xD000, NegativeInfinity = 0xF000;

    /// <param name="text">Receives the text; <see cref="TextSizeOf"/> tells how many bytes are enough.</param>
    public static int Read(ReadOnlySpan<byte> numeric, Span<byte> text)
    {
        var groups = BinaryPrimitives.ReadInt16BigEndian(numeric);
        int weight = BinaryPrimitives.ReadInt16BigEndian(numeric[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(numeric[4..]);
        if (sign is NotANumber or PositiveInfinity or NegativeInfinity)
            return Copy(sign == NotANumber ? "NaN"u8 : sign == PositiveInfinity ? "Infinity"u8 : "-Infinity"u8, text);
        if (groups == 0)
            return Copy("0"u8, text);
        var end = sign == Negative ? Copy("-"u8, text) : 0;
        end += WriteWhole(text[end..], numeric[HeaderSize..], groups, weight);
        return groups > weight + 1 ? end + WriteFraction(text[end..], numeric[HeaderSize..], groups, weight) : end;
    }

    public static int TextSizeOf(ReadOnlySpan<byte> numeric)
    {
        int groups = BinaryPrimitives.ReadInt16BigEndian(numeric);
        int weight = BinaryPrimitives.ReadInt16BigEndian(numeric[2..]);
        return LongestSpecial + (4 * (Math.Max(0, weight + 1) + Math.Max(0, groups - weight - 1)));
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

    private static int WriteWhole(Span<byte> text, ReadOnlySpan<byte> digits, int groups, int weight)
    {
        if (weight < 0)
            return Copy("0"u8, text);
        Utf8Formatter.TryFormat(Group(digits, groups, 0), text, out var end);
        for (var group = 1; group <= weight; group++)
            end += WriteGroup(text[end..], Group(digits, groups, group));
        return end;
    }

    private static int WriteFraction(Span<byte> text, ReadOnlySpan<byte> digits, int groups, int weight)
    {
        var end = Copy("."u8, text);
        for (var group = weight + 1; group < groups; group++)
            end += WriteGroup(text[end..], Group(digits, groups, group));
        while (text[end - 1] == (byte)'0')
            end--;
        return text[end - 1] == (byte)'.' ? end - 1 : end;
    }

    private static int WriteGroup(Span<byte> text, short value)
    {
        for (int place = 3, rest = value; place >= 0; place--, rest /= 10)
            text[place] = (byte)('0' + (rest % 10));
        return 4;
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
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
