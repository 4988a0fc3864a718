using System.Globalization;

namespace Snowflake.SqlApi.Values;

/// <summary>
/// A moment with nine digits, which DateTime and DateTimeOffset don't hold. Without an offset it is a wall clock's reading,
/// counted as if in UTC; with one, <see cref="UnixSeconds"/> and <see cref="Nanosecond"/> name the instant and the offset how it was written.
/// </summary>
/// <param name="UnixSeconds">Whole seconds since 1970, rounded down: negative before it.</param>
/// <param name="Nanosecond">0 to 999,999,999, counted forwards from <paramref name="UnixSeconds"/>.</param>
/// <param name="Offset">The distance to UTC in whole minutes; null for a wall clock.</param>
public readonly record struct SnowflakeTimestamp(long UnixSeconds, int Nanosecond, TimeSpan? Offset)
{
    private const int NanosecondsPerTick = 100;

    internal static SnowflakeTimestamp FromNanoseconds(Int128 nanoseconds, TimeSpan? offset)
    {
        var (seconds, rest) = Int128.DivRem(nanoseconds, 1_000_000_000);
        return rest >= 0 ? new((long)seconds, (int)rest, offset) : new((long)seconds - 1, (int)rest + 1_000_000_000, offset);
    }

    internal Int128 Nanoseconds => ((Int128)UnixSeconds * 1_000_000_000) + Nanosecond;

    public static SnowflakeTimestamp From(DateTime wallClock) => FromNanoseconds(Since1970(wallClock.Ticks), null);

    public static SnowflakeTimestamp From(DateTimeOffset moment) => FromNanoseconds(Since1970(moment.UtcTicks), moment.Offset);

    /// <summary>The reading of the clock: in UTC, or at the offset if there is one.</summary>
    /// <exception cref="OverflowException">The value has digits below 100 ns, or a year that DateTime does not know.</exception>
    public DateTime ToDateTime() => new(Ticks(Offset ?? TimeSpan.Zero), DateTimeKind.Unspecified);

    /// <inheritdoc cref="ToDateTime"/>
    public DateTimeOffset ToDateTimeOffset() => new(Ticks(Offset ?? TimeSpan.Zero), Offset ?? TimeSpan.Zero);

    /// <summary>ISO 8601 with nine digits, and the offset if there is one.</summary>
    public override string ToString()
    {
        var clock = (this with { Nanosecond = 0 }).ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return Offset is not { } offset ? $"{clock}.{Nanosecond:D9}"
            : $"{clock}.{Nanosecond:D9}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    private static Int128 Since1970(long ticks) => (Int128)(ticks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;

    private long Ticks(TimeSpan offset)
    {
        var ticks = (Nanoseconds / NanosecondsPerTick) + DateTime.UnixEpoch.Ticks + offset.Ticks;
        if (Nanosecond % NanosecondsPerTick != 0) throw new OverflowException("The timestamp has digits below 100 ns. Read it as SnowflakeTimestamp or as text.");
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) throw new OverflowException("The timestamp is outside the years 1 to 9999.");
        return (long)ticks;
    }
}
