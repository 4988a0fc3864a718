using Google.Protobuf.WellKnownTypes;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>In Temporal's messages an absent duration and a zero duration both mean: not set.</summary>
internal static class Durations
{
    public static TimeSpan? OrNull(this Duration? duration)
    {
        if (duration is null || (duration.Seconds == 0 && duration.Nanos == 0))
        {
            return null;
        }

        // Beyond a century a timeout is no timeout, and dates would overflow. Added here, since the message's own conversion refuses what is not normal.
        var seconds = Math.Clamp(duration.Seconds, -(long)Limits.MaxDuration.TotalSeconds, (long)Limits.MaxDuration.TotalSeconds);
        return TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(duration.Nanos / TimeSpan.NanosecondsPerTick);
    }

    public static Duration ToDuration(this TimeSpan? span) => Duration.FromTimeSpan(span ?? TimeSpan.Zero);

    public static TimeSpan? Min(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null ? a : a < b ? a : b;

    public static void RefuseNegative(Duration? duration, string name)
    {
        if (duration is { Seconds: < 0 } or { Nanos: < 0 or > 999_999_999 })
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"An invalid {name} was given: it must not be negative, nor have a billion nanoseconds and more.");
        }
    }
}
