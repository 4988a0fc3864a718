using System.Globalization;
using System.Text.RegularExpressions;

namespace Migration.Core.Documents;

/// <summary>Numbers of bytes: <c>64MB</c>, <c>1.5GB</c>, <c>4096</c>. Units step by 1,024, written MB or MiB.</summary>
public static partial class SizeText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static bool TryParse(string text, out long value)
    {
        value = 0;
        var match = Form().Match(text);
        if (!match.Success) return false;
        var letter = match.Groups["unit"].Value.ToUpperInvariant();
        var power = letter.Length == 0 ? 0 : Array.FindIndex(Units, u => u[0] == letter[0]);
        var bytes = decimal.Parse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * (1L << (10 * power));
        if (bytes > long.MaxValue || bytes != decimal.Truncate(bytes)) return false;
        value = (long)bytes;
        return true;
    }

    /// <summary>The largest unit that divides it exactly: the text reads back to the same number.</summary>
    public static string Of(long bytes)
    {
        var power = 0;
        while (power < Units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            power++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes}{Units[power]}");
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,19}(\.[0-9]{1,6})?) ?(?<unit>B|[KMGT]i?B)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
