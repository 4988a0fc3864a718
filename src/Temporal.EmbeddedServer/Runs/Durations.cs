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

        // Beyond a century a timeout is no timeout, and dates would overflow.
        return duration.Seconds > Limits.MaxDuration.TotalSeconds ? Limits.MaxDuration : duration.ToTimeSpan();
    }

    public static Duration ToDuration(this TimeSpan? span) => Duration.FromTimeSpan(span ?? TimeSpan.Zero);

    public static TimeSpan? Min(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null ? a : a < b ? a : b;

    public static void RefuseNegative(Duration? duration, string name)
    {
        if (duration is { } d && (d.Seconds < 0 || d.Nanos < 0))
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"An invalid {name} was given: it must not be negative.");
        }
    }
}
