using System.Globalization;
using System.Text;

namespace Migration.Connectors.Rows;

/// <summary>Shows encoded keys to a person.</summary>
public static class KeyText
{
    private const int LongestText = 80;

    public static string FromHex(string encoded) => Of(Convert.FromHexString(encoded));

    /// <summary>SQL literals joined by commas; long text is cut.</summary>
    public static string Of(ReadOnlySpan<byte> encoded)
    {
        var parts = new List<string>();
        var values = new ValueReader(encoded);
        while (values.Next())
            parts.Add(Of(values));
        return string.Join(", ", parts);
    }

    /// <summary>The value that the reader stands at.</summary>
    public static string Of(ValueReader value) => value.Tag switch
    {
        ValueTag.Null => "NULL",
        ValueTag.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        ValueTag.Real => value.Real.ToString("R", CultureInfo.InvariantCulture),
        ValueTag.Text => $"'{Cut(Encoding.UTF8.GetString(value.Payload)).Replace("'", "''", StringComparison.Ordinal)}'",
        _ => $"x'{Cut(Convert.ToHexStringLower(value.Payload))}'",
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
