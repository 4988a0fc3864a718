using System.Globalization;
using System.Text.RegularExpressions;

namespace Migration.Core.Documents;

/// <summary>Durations as people write them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>1.5h</c>, or <c>00:00:30</c>. Never negative.</summary>
public static partial class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0") return true;
        if (Clock().IsMatch(text)) return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
        var match = Parts().Match(text);
        return match.Success && TrySum(match, out value);
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back to the same duration.</summary>
    public static string Of(TimeSpan value)
    {
        if (value.Ticks % TimeSpan.TicksPerMillisecond != 0) return value.ToString("c", CultureInfo.InvariantCulture);
        var text = "";
        var rest = value.Ticks;
        // Days are left out: 24h says the same and is how windows and timeouts are spoken of.
        foreach (var (unit, ticks) in Units.Skip(1))
        {
            if (rest >= ticks) text += string.Create(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
            rest %= ticks;
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static bool TrySum(Match match, out TimeSpan value)
    {
        var ticks = 0m;
        foreach (var (unit, size) in Units)
            if (match.Groups[unit] is { Success: true } part)
                ticks += decimal.Parse(part.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * size;
        var fits = ticks <= TimeSpan.MaxValue.Ticks && match.Length > 0;
        value = fits ? new TimeSpan((long)ticks) : TimeSpan.Zero;
        return fits;
    }

    [GeneratedRegex(@"\A(?=[0-9])((?<d>[0-9]{1,9}(\.[0-9]{1,9})?)d)?((?<h>[0-9]{1,9}(\.[0-9]{1,9})?)h)?((?<m>[0-9]{1,9}(\.[0-9]{1,9})?)m(?!s))?((?<s>[0-9]{1,12}(\.[0-9]{1,9})?)s)?((?<ms>[0-9]{1,15}(\.[0-9]{1,9})?)ms)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\A([0-9]{1,8}\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{7})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
