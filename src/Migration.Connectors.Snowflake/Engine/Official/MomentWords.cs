using System.Globalization;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Times and timestamps of the wire, seconds with nine decimals, in ISO 8601 with all their digits.</summary>
internal static class MomentWords
{
    private const int DigitsOfFraction = 9;
    private const int MinutesOfNoOffset = 1440;
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss";

    public static string Clock(string wire) => Written(wire, TimeSpan.Zero, "HH:mm:ss");

    public static string Reading(string wire) => Written(wire, TimeSpan.Zero, Moment);

    /// <param name="wire">With the offset behind a space: minutes, and 1440 more.</param>
    public static string Instant(string wire)
    {
        var space = wire.IndexOf(' ', StringComparison.Ordinal);
        var offset = TimeSpan.FromMinutes(int.Parse(wire.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture) - MinutesOfNoOffset);
        return $"{Written(wire[..space], offset, Moment)}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    private static string Written(string wire, TimeSpan offset, string format)
    {
        var (seconds, nanosecond) = Split(wire);
        return $"{DateTime.UnixEpoch.AddSeconds(seconds).Add(offset).ToString(format, CultureInfo.InvariantCulture)}.{nanosecond:D9}";
    }

    /// <summary>Whole seconds, rounded down, and what is left; a sign holds for both parts.</summary>
    private static (long Seconds, int Nanosecond) Split(string wire)
    {
        var digits = wire.TrimStart('-').Split('.');
        var seconds = long.Parse(digits[0], NumberStyles.None, CultureInfo.InvariantCulture);
        var nanosecond = digits.Length == 1 ? 0 : int.Parse(digits[1].PadRight(DigitsOfFraction, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        if (wire[0] != '-')
            return (seconds, nanosecond);
        return nanosecond == 0 ? (-seconds, 0) : (-seconds - 1, 1_000_000_000 - nanosecond);
    }
}
