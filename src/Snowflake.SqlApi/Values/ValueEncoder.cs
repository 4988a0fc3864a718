using System.Globalization;
using System.Numerics;

namespace Snowflake.SqlApi.Values;

/// <summary>
/// Values of .NET as bound values. Decimals, binary and floats that are not finite travel as text, which Snowflake casts to
/// the column's type: the documented forms of the other bind types don't cover them.
/// </summary>
internal static class ValueEncoder
{
    /// <exception cref="NotSupportedException">The value is of a type that has no bound form, or not of the type asked for.</exception>
    public static BoundValue Encode(object? value, SnowflakeBindType? asked)
    {
        if (value is null or DBNull) return new(Word(asked ?? SnowflakeBindType.Text), null);
        var bound = asked is null ? Inferred(value) : As(value, asked.Value);
        return bound ?? throw new NotSupportedException(
            $"A value of type {value.GetType().Name} can't be bound{(asked is null ? "" : $" as {Word(asked.Value)}")}. Bind its text, or convert it first.");
    }

    private static BoundValue? Inferred(object value) => value switch
    {
        bool => As(value, SnowflakeBindType.Boolean),
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger => As(value, SnowflakeBindType.Fixed),
        double number when !double.IsFinite(number) => As(value, SnowflakeBindType.Text),
        float number when !float.IsFinite(number) => As(value, SnowflakeBindType.Text),
        double or float => As(value, SnowflakeBindType.Real),
        DateOnly => As(value, SnowflakeBindType.Date),
        TimeOnly or TimeSpan => As(value, SnowflakeBindType.Time),
        DateTime or SnowflakeTimestamp { Offset: null } => As(value, SnowflakeBindType.TimestampNtz),
        DateTimeOffset or SnowflakeTimestamp => As(value, SnowflakeBindType.TimestampTz),
        _ => As(value, SnowflakeBindType.Text),
    };

    private static BoundValue? As(object value, SnowflakeBindType type)
    {
        var text = type switch
        {
            SnowflakeBindType.Text => Text(value),
            SnowflakeBindType.Boolean => value is bool flag ? (flag ? "true" : "false") : null,
            SnowflakeBindType.Fixed => value is string or sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger ? Invariant(value) : null,
            SnowflakeBindType.Real or SnowflakeBindType.DecFloat => value is string text1 ? text1 : value is IConvertible and not (bool or char or DateTime) ? Number(value) : null,
            SnowflakeBindType.Date => Date(value) is { } date ? Invariant((long)(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400_000) : null,
            SnowflakeBindType.Time => Time(value) is { } time ? Invariant(time.Ticks * 100) : null,
            _ => Timestamp(value, type),
        };
        return text is null ? null : new(Word(type), text);
    }

    private static string? Text(object value) => value switch
    {
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        bool flag => flag ? "true" : "false",
        double or float => Number(value),
        DateTime moment => SnowflakeTimestamp.From(moment).ToString(),
        DateTimeOffset moment => SnowflakeTimestamp.From(moment).ToString(),
        SnowflakeTimestamp moment => moment.ToString(),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        char or Guid or decimal or SnowflakeDecimal or sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger => Invariant(value),
        _ => null,
    };

    private static string Number(object value) => value switch
    {
        double number => Numbers.Text(number),
        float number => float.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : Numbers.Text(number),
        _ => Invariant(value),
    };

    private static DateOnly? Date(object value) => value switch
    {
        DateOnly date => date,
        DateTime moment when moment.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(moment),
        _ => null,
    };

    private static TimeOnly? Time(object value) => value switch
    {
        TimeOnly time => time,
        TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(time),
        _ => null,
    };

    /// <summary>A local time means something else on each machine, so it has no bound form.</summary>
    private static string? Timestamp(object value, SnowflakeBindType type)
    {
        SnowflakeTimestamp? moment = value switch
        {
            DateTime { Kind: not DateTimeKind.Local } time => SnowflakeTimestamp.From(time),
            DateTimeOffset time => SnowflakeTimestamp.From(time),
            SnowflakeTimestamp time => time,
            _ => null,
        };
        if (moment is not { } known || (type != SnowflakeBindType.TimestampNtz && known.Offset is null && value is not DateTime { Kind: DateTimeKind.Utc })) return null;
        var offset = known.Offset ?? TimeSpan.Zero;
        return type switch
        {
            SnowflakeBindType.TimestampNtz => Invariant(known.Nanoseconds + (Int128)offset.Ticks * 100),
            SnowflakeBindType.TimestampLtz => Invariant(known.Nanoseconds),
            _ => $"{Invariant(known.Nanoseconds)} {(int)offset.TotalMinutes + WireTime.OffsetBase}",
        };
    }

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Word(SnowflakeBindType type) => type switch
    {
        SnowflakeBindType.TimestampNtz => "TIMESTAMP_NTZ",
        SnowflakeBindType.TimestampLtz => "TIMESTAMP_LTZ",
        SnowflakeBindType.TimestampTz => "TIMESTAMP_TZ",
        _ => type.ToString().ToUpperInvariant(),
    };
}
