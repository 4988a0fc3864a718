using System.Globalization;

namespace Snowflake.SqlApi.Values;

/// <summary>Dates, times and timestamps as the SQL API writes them in results.</summary>
internal static class WireTime
{
    /// <summary>What is added to an offset in minutes so that it is never negative.</summary>
    public const int OffsetBase = 1440;

    private const int LeastDigitsOfNanoseconds = 15;
    private const int FractionDigits = 9;

    /// <summary>
    /// Seconds with up to nine decimals, of which the sign holds for both parts. The documentation shows nanoseconds in one place:
    /// a whole number that long is no count of seconds.
    /// </summary>
    public static Int128 Nanoseconds(string text)
    {
        var negative = text.StartsWith('-');
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 && digits.Length >= LeastDigitsOfNanoseconds) return Signed(Parse(digits), negative);
        var seconds = Parse(point < 0 ? digits : digits[..point]) * 1_000_000_000;
        var fraction = point < 0 ? "" : digits[(point + 1)..];
        if (fraction.Length > FractionDigits) throw new FormatException($"'{text}' has more than nine digits after its point.");
        return Signed(seconds + Parse(fraction.PadRight(FractionDigits, '0')), negative);
    }

    public static SnowflakeTimestamp Ntz(string text) => SnowflakeTimestamp.FromNanoseconds(Nanoseconds(text), null);

    /// <summary>The instant; the time zone of the session, which it is shown in elsewhere, is not part of the value.</summary>
    public static SnowflakeTimestamp Ltz(string text) => SnowflakeTimestamp.FromNanoseconds(Nanoseconds(text), TimeSpan.Zero);

    public static SnowflakeTimestamp Tz(string text)
    {
        var parts = text.Split(' ');
        if (parts.Length != 2) throw new FormatException($"'{text}' is not a timestamp with its offset.");
        var minutes = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture) - OffsetBase;
        return SnowflakeTimestamp.FromNanoseconds(Nanoseconds(parts[0]), TimeSpan.FromMinutes(minutes));
    }

    /// <exception cref="OverflowException">The day is outside the years 1 to 9999.</exception>
    public static DateOnly Date(string text)
    {
        var day = long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return day >= DateOnly.MinValue.DayNumber && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day)
            : throw new OverflowException("The date is outside the years 1 to 9999.");
    }

    /// <exception cref="OverflowException">The time has digits below 100 ns.</exception>
    public static TimeOnly Time(string text)
    {
        var (ticks, rest) = Int128.DivRem(Nanoseconds(text), 100);
        return rest == 0 ? new((long)ticks)
            : throw new OverflowException("The time has digits below 100 ns. Read it as text.");
    }

    /// <summary>ISO 8601 with nine digits.</summary>
    public static string TimeText(string text)
    {
        var (seconds, fraction) = Int128.DivRem(Nanoseconds(text), 1_000_000_000);
        return $"{TimeSpan.FromSeconds((long)seconds):hh\\:mm\\:ss}.{(long)fraction:D9}";
    }

    private static Int128 Parse(string digits) =>
        Int128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"'{digits}' is not a number of seconds.");

    private static Int128 Signed(Int128 number, bool negative) => negative ? -number : number;
}
