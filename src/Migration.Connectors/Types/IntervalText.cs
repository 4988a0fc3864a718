using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Migration.Connectors.Types;

/// <summary>Intervals as ISO 8601 writes them, with a sign at each part: <c>P1Y2M-3DT4H5M6.25S</c>.</summary>
public static partial class IntervalText
{
    public const int Size = 16;

    public static string Of(ReadOnlySpan<byte> interval)
    {
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(interval);
        var days = BinaryPrimitives.ReadInt32BigEndian(interval[8..]);
        var months = BinaryPrimitives.ReadInt32BigEndian(interval[12..]);
        var text = new StringBuilder("P");
        Append(text, months / 12, 'Y');
        Append(text, months % 12, 'M');
        Append(text, days, 'D');
        if (microseconds != 0)
            AppendClock(text.Append('T'), microseconds);
        return text.Length == 1 ? "PT0S" : text.ToString();
    }

    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> interval)
    {
        var match = Form().Match(Encoding.ASCII.GetString(text));
        if (!match.Success || text.Length < 3)
            return false;
        var months = (Part(match, "y") * 12) + Part(match, "mo");
        var days = (Part(match, "w") * 7) + Part(match, "d");
        var microseconds = (((Part(match, "h") * 60) + Part(match, "mi")) * 60_000_000) + (Part(match, "s") * 1_000_000);
        if (Math.Abs(months) > int.MaxValue || Math.Abs(days) > int.MaxValue || Math.Abs(microseconds) > long.MaxValue || decimal.Truncate(microseconds) != microseconds)
            return false;
        BinaryPrimitives.WriteInt64BigEndian(interval, (long)microseconds);
        BinaryPrimitives.WriteInt32BigEndian(interval[8..], (int)days);
        BinaryPrimitives.WriteInt32BigEndian(interval[12..], (int)months);
        return true;
    }

    private static void AppendClock(StringBuilder text, long microseconds)
    {
        Append(text, microseconds / 3_600_000_000, 'H');
        Append(text, microseconds / 60_000_000 % 60, 'M');
        var rest = microseconds % 60_000_000;
        if (rest != 0)
            text.Append((rest / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture)).Append('S');
    }

    private static void Append(StringBuilder text, long value, char unit)
    {
        if (value != 0)
            text.Append(CultureInfo.InvariantCulture, $"{value}{unit}");
    }

    private static decimal Part(Match match, string name) =>
        match.Groups[name].Success ? decimal.Parse(match.Groups[name].ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?:(?<y>-?\d{1,9})Y)?(?:(?<mo>-?\d{1,10})M)?(?:(?<w>-?\d{1,9})W)?(?:(?<d>-?\d{1,10})D)?(?:T(?:(?<h>-?\d{1,10})H)?(?:(?<mi>-?\d{1,12})M)?(?:(?<s>-?\d{1,14}(?:\.\d{1,6})?)S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
