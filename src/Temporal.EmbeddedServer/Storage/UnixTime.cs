using Google.Protobuf.WellKnownTypes;

namespace Temporal.EmbeddedServer.Storage;

/// <summary>Times in columns: nanoseconds since 1970, which is what Temporal's visibility compares.</summary>
internal static class UnixTime
{
    public static long Of(Timestamp time) => (time.Seconds * 1_000_000_000) + time.Nanos;

    public static object? OfNullable(Timestamp? time) => time is null ? null : Of(time);

    public static Timestamp ToTimestamp(long nanoseconds) =>
        new() { Seconds = Math.DivRem(nanoseconds, 1_000_000_000, out var nanos), Nanos = (int)nanos };
}
