using System.Globalization;
using System.Text;

namespace Migration.Connectors.Types;

/// <summary>Decimals of any length in their one form: <c>-12.5</c>, <c>0</c>, <c>NaN</c>, <c>Infinity</c>.</summary>
public static class DecimalText
{
    private const int MostDigits = 131_072 + 16_383;

    /// <summary>Null where the text is no number.</summary>
    /// <param name="digits">Places after the point to round to, halves away from zero; null keeps all.</param>
    public static string? Normalize(ReadOnlySpan<byte> text, int? digits = null)
    {
        var trimmed = text.Trim(" \t\r\n"u8);
        if (Special(trimmed) is { } special)
            return special;
        if (!TryTakeApart(trimmed, out var number))
            return null;
        if (digits is { } wanted && wanted < number.Scale)
            number = number.Round(wanted);
        return number.ToText();
    }

    /// <summary>As PostgreSQL writes a numeric that was given as such a text: no exponent, zeros at the end of a fraction kept.</summary>
    public static string? Expand(ReadOnlySpan<byte> text) => TryTakeApart(text, out var number) ? number.ToText(keepsZeros: true) : null;

    public static string? Of(double value, int? digits = null)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        return Normalize(Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)), digits);
    }

    private static string? Special(ReadOnlySpan<byte> text)
    {
        if (Ascii.EqualsIgnoreCase(text, "nan"u8))
            return "NaN";
        if (Ascii.EqualsIgnoreCase(text, "infinity"u8) || Ascii.EqualsIgnoreCase(text, "inf"u8))
            return "Infinity";
        return Ascii.EqualsIgnoreCase(text, "-infinity"u8) || Ascii.EqualsIgnoreCase(text, "-inf"u8) ? "-Infinity" : null;
    }

    // [+-] digits [. digits] [e [+-] digits]
    private static bool TryTakeApart(ReadOnlySpan<byte> text, out Number number)
    {
        number = default;
        var isNegative = !text.IsEmpty && text[0] == (byte)'-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        number = new Number(isNegative, Encoding.ASCII.GetString(whole) + Encoding.ASCII.GetString(fraction), fraction.Length - exponent);
        return Math.Abs((long)exponent) < MostDigits;
    }

    /// <summary>Digits with so many of them after the point; a negative scale stands for zeros at the end.</summary>
    private readonly record struct Number(bool IsNegative, string Digits, int Scale)
    {
        public Number Round(int scale)
        {
            var kept = Digits.Length - (Scale - scale);
            if (kept < 0)
                return new Number(IsNegative, "0", scale);
            var digits = ("0" + Digits[..kept]).ToCharArray();
            if (kept < Digits.Length && Digits[kept] >= '5')
                AddOne(digits);
            return new Number(IsNegative, new string(digits), scale);
        }

        public string ToText(bool keepsZeros = false)
        {
            var digits = Scale < 0 ? Digits + new string('0', -Scale) : Digits;
            var scale = Math.Max(0, Scale);
            if (digits.Length <= scale)
                digits = digits.PadLeft(scale + 1, '0');
            var whole = digits[..^scale].TrimStart('0');
            var fraction = keepsZeros ? digits[^scale..] : digits[^scale..].TrimEnd('0');
            var isZero = whole.Length == 0 && fraction.TrimStart('0').Length == 0;
            return (IsNegative && !isZero ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
        }

        private static void AddOne(char[] digits)
        {
            var at = digits.Length - 1;
            while (digits[at] == '9')
                digits[at--] = '0';
            digits[at]++;
        }
    }
}
