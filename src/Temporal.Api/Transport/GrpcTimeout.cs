using System.Globalization;

namespace Temporal.Api.Transport;

/// <summary>The <c>grpc-timeout</c> header: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    public static string Format(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(Math.Max(timeout.TotalMilliseconds, 0));
        return milliseconds <= MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(milliseconds / 1000, MaxValue)}S");
    }

    /// <summary>Null where the header is absent or not a timeout.</summary>
    public static TimeSpan? Parse(string? header)
    {
        if (string.IsNullOrEmpty(header)
            || !long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            || value > MaxValue)
        {
            return null;
        }

        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(value),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromTicks(value / 100),
            _ => null,
        };
    }
}
