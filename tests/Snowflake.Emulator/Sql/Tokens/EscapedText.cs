using System.Globalization;
using System.Text;

namespace Snowflake.Emulator.Sql.Tokens;

/// <summary>What stands between single quotes: a backslash escapes, and so does a doubled quote.</summary>
internal static class EscapedText
{
    /// <returns>The value, or null where the quote does not end; <paramref name="end"/> is after the closing quote.</returns>
    public static string? Read(string text, int start, out int end)
    {
        var value = new StringBuilder();
        for (end = start; end < text.Length;)
        {
            var c = text[end++];
            if (c == '\\' && end < text.Length) value.Append(Escape(text, ref end));
            else if (c != '\'') value.Append(c);
            else if (end < text.Length && text[end] == '\'') value.Append(text[end++]);
            else return value.ToString();
        }

        return null;
    }

    private static char Escape(string text, ref int at)
    {
        var c = text[at++];
        return c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'u' => Code(text, ref at, 4, NumberStyles.AllowHexSpecifier) ?? c,
            'x' => Code(text, ref at, 2, NumberStyles.AllowHexSpecifier) ?? c,
            '0' => '\0',
            _ => c,
        };
    }

    private static char? Code(string text, ref int at, int digits, NumberStyles style)
    {
        if (at + digits > text.Length || !ushort.TryParse(text.AsSpan(at, digits), style, CultureInfo.InvariantCulture, out var code)) return null;
        at += digits;
        return (char)code;
    }
}
