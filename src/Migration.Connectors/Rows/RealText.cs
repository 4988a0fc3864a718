using System.Globalization;
using System.Numerics;
using System.Text;

namespace Migration.Connectors.Rows;

/// <summary>
/// The exact text of an 8-byte float that SQL can write with no format of its own: powers of two take its size away, and
/// what is left are three whole numbers of 26 bits. <c>-0.3</c> is <c>R-20132659.13421772.50331648p-1;</c>, which is
/// -(20132659 + 13421772 / 2^26 + 50331648 / 2^52) * 2^(26 * -1). Zeros are one, and so is what is no number.
/// </summary>
public static class RealText
{
    public const int Longest = 36;

    /// <summary>Bits of each whole number.</summary>
    public const int DigitBits = 26;

    public const string Zero = "R0;";
    public const string NaN = "RNaN;";
    public const string Infinity = "Rinf;";
    public const string NegativeInfinity = "R-inf;";

    private const int MantissaBits = 52;
    private const ulong Mask = (1UL << DigitBits) - 1;

    /// <returns>The length of the text.</returns>
    public static int Write(Span<byte> text, double value)
    {
        if (Special(value) is { } special)
            return Encoding.ASCII.GetBytes(special, text);
        var (mantissa, exponent) = Normalized(value);
        var place = (int)Math.Floor(exponent / (double)DigitBits);
        var all = (UInt128)mantissa << (exponent - (place * DigitBits));
        var (first, second, third) = ((ulong)(all >> MantissaBits), (ulong)(all >> DigitBits) & Mask, (ulong)all & Mask);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"R{(value < 0 ? "-" : "")}{first}.{second}.{third}p{place};"), text);
    }

    /// <summary>False where the text is none that <see cref="Write"/> writes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        var word = Encoding.ASCII.GetString(text);
        value = word switch { Infinity => double.PositiveInfinity, NegativeInfinity => double.NegativeInfinity, NaN => double.NaN, _ => 0 };
        if (value != 0 || word == Zero)
            return true;
        if (word is not ['R', .., ';'] || word.Split('p') is not [var digits, var place] || digits.TrimStart('R', '-').Split('.') is not [var first, var second, var third]
            || !TryDigit(first, out var one) || !TryDigit(second, out var two) || !TryDigit(third, out var three) || !int.TryParse(place[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var scale))
            return false;
        var size = Math.ScaleB((double)(((UInt128)one << MantissaBits) + ((UInt128)two << DigitBits) + three), (scale * DigitBits) - MantissaBits);
        value = digits[1] == '-' ? -size : size;
        return true;
    }

    private static bool TryDigit(string text, out ulong digit) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out digit) && digit <= Mask;

    private static string? Special(double value) =>
        value == 0 ? Zero
        : double.IsNaN(value) ? NaN
        : double.IsInfinity(value) ? (value > 0 ? Infinity : NegativeInfinity)
        : null;

    /// <summary>53 bits of which the first is set, and the power of two that it stands for.</summary>
    private static (ulong Mantissa, int Exponent) Normalized(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(Math.Abs(value));
        var (mantissa, exponent) = (bits & ((1UL << MantissaBits) - 1), (int)(bits >> MantissaBits) - 1023);
        if (exponent > -1023)
            return (mantissa | (1UL << MantissaBits), exponent);
        var missing = BitOperations.LeadingZeroCount(mantissa) - (63 - MantissaBits);
        return (mantissa << missing, -1022 - missing);
    }
}
