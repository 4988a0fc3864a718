using System.Globalization;

namespace Snowflake.SqlApi.Values;

/// <summary>Numbers as text, both ways; never rounded.</summary>
internal static class Numbers
{
    /// <exception cref="OverflowException">A decimal can't hold all the digits.</exception>
    public static decimal Decimal(string text)
    {
        // decimal.Parse rounds what it can't hold, so the result is compared with what was asked for.
        var plain = !text.Contains('E', StringComparison.OrdinalIgnoreCase);
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || (plain && SnowflakeDecimal.Parse(text).CompareTo(SnowflakeDecimal.Parse(number.ToString(CultureInfo.InvariantCulture))) != 0))
            throw new OverflowException($"The number {text} does not fit a decimal. Read it as SnowflakeDecimal or as text.");
        return number;
    }

    public static long Int64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : decimal.ToInt64(Whole(Decimal(text)));

    public static double Double(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>The words that Snowflake casts to the values that are not finite.</summary>
    public static string Text(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "inf"
        : double.IsNegativeInfinity(number) ? "-inf"
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static decimal Whole(decimal number) =>
        decimal.Truncate(number) == number ? number : throw new OverflowException($"{number} is not a whole number.");
}
