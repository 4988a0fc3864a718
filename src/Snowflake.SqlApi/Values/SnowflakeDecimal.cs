using System.Globalization;
using System.Numerics;

namespace Snowflake.SqlApi.Values;

/// <summary>A decimal number of any width, exactly: <see cref="Unscaled"/> divided by ten to the <see cref="Scale"/>.</summary>
public readonly record struct SnowflakeDecimal(BigInteger Unscaled, int Scale) : IComparable<SnowflakeDecimal>
{
    /// <summary>Reads plain decimal digits, with sign and point.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static SnowflakeDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        return new(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
    }

    /// <exception cref="OverflowException">The number has more digits than a decimal holds.</exception>
    public decimal ToDecimal() => Numbers.Decimal(ToString());

    /// <exception cref="OverflowException">The number is not whole.</exception>
    public BigInteger ToBigInteger()
    {
        var whole = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale), out var rest);
        return rest.IsZero ? whole : throw new OverflowException($"{this} is not a whole number.");
    }

    /// <summary>Compares by value: 1.0 is as great as 1.00, though the two are not equal as records.</summary>
    public int CompareTo(SnowflakeDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return (Unscaled * BigInteger.Pow(10, scale - Scale)).CompareTo(other.Unscaled * BigInteger.Pow(10, scale - other.Scale));
    }

    public static bool operator <(SnowflakeDecimal left, SnowflakeDecimal right) => left.CompareTo(right) < 0;

    public static bool operator >(SnowflakeDecimal left, SnowflakeDecimal right) => left.CompareTo(right) > 0;

    public static bool operator <=(SnowflakeDecimal left, SnowflakeDecimal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SnowflakeDecimal left, SnowflakeDecimal right) => left.CompareTo(right) >= 0;

    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
