using System.Globalization;
using Migration.Connectors.Types;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>Dates, times and timestamps of the SQL API, days or seconds since 1970, as days or microseconds since 2000.</summary>
internal static class WireMoment
{
    private const long DaysTo2000 = 10_957;
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;
    private const int DigitsOfFraction = 9;
    private const int LeastDigitsOfNanoseconds = 15;

    public static ValueForm FormOf(SnowflakeType type) => type switch
    {
        SnowflakeType.Date => ValueForm.Date,
        SnowflakeType.Time => ValueForm.Time,
        SnowflakeType.TimestampNtz => ValueForm.Timestamp,
        _ => ValueForm.Instant,
    };

    /// <summary>False where the value is none of the form, or has digits below a microsecond.</summary>
    public static bool TryRead(SnowflakeType type, ReadOnlySpan<byte> wire, ValueForm form, out long value)
    {
        value = 0;
        return type switch
        {
            SnowflakeType.Date => TryDay(wire, out var day) && TryOfDay(day, form, out value),
            SnowflakeType.Time => form == ValueForm.Time && TryMicroseconds(wire, out value),
            SnowflakeType.TimestampNtz or SnowflakeType.TimestampLtz => TryMicroseconds(wire, out var moment) && TryOfMoment(moment, form, out value),
            SnowflakeType.TimestampTz => TryMicroseconds(wire[..Math.Max(0, wire.IndexOf((byte)' '))], out var instant) && TryOfMoment(instant, form, out value),
            _ => false,
        };
    }

    private static bool TryDay(ReadOnlySpan<byte> wire, out long day) => long.TryParse(wire, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out day);

    private static bool TryOfDay(long day, ValueForm form, out long value)
    {
        value = form == ValueForm.Date ? day - DaysTo2000 : (day - DaysTo2000) * MicrosecondsPerDay;
        return form is ValueForm.Date or ValueForm.Timestamp or ValueForm.Instant;
    }

    private static bool TryOfMoment(long microseconds, ValueForm form, out long value)
    {
        value = microseconds - (DaysTo2000 * MicrosecondsPerDay);
        if (form is ValueForm.Timestamp or ValueForm.Instant)
            return true;
        value = Math.DivRem(value, MicrosecondsPerDay, out var rest);
        return form == ValueForm.Date && rest == 0;
    }

    /// <summary>Seconds with up to nine decimals, of which the sign holds for both parts; a whole number that long is one of nanoseconds.</summary>
    private static bool TryMicroseconds(ReadOnlySpan<byte> wire, out long value)
    {
        value = 0;
        var isNegative = !wire.IsEmpty && wire[0] == (byte)'-';
        var digits = isNegative ? wire[1..] : wire;
        var point = digits.IndexOf((byte)'.');
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (fraction.Length > DigitsOfFraction || !Int128.TryParse(point < 0 ? digits : digits[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return false;
        var nanoseconds = point < 0 && digits.Length >= LeastDigitsOfNanoseconds ? whole : whole * 1_000_000_000;
        if (!fraction.IsEmpty)
        {
            if (!long.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return false;
            for (var missing = fraction.Length; missing < DigitsOfFraction; missing++)
                part *= 10;
            nanoseconds += part;
        }
        var microseconds = Int128.DivRem(isNegative ? -nanoseconds : nanoseconds, 1000);
        value = (long)microseconds.Quotient;
        return microseconds.Remainder == 0 && microseconds.Quotient == value;
    }
}
