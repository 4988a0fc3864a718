using System.Text.RegularExpressions;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Formats of dates and times, word by word.</summary>
internal static partial class MomentFormat
{
    /// <summary>The text of a value in a format.</summary>
    public static string Write(Typed value, string format)
    {
        var wall = MomentCasts.Wall(value) ?? throw SqlError.BadCast(value.Type.ToString(), "VARCHAR");
        var parts = Words(format).Select(word => Part(word, wall, value)).ToList();
        return parts.Count == 0 ? "''::text" : $"({string.Join(" || ", parts)})";
    }

    public static IEnumerable<string> Words(string format) => Word().Matches(format).Select(match => match.Value);

    private static string Part(string word, string wall, Typed value)
    {
        if (word[0] == '"') return Literals.Text(word.Trim('"'));
        return word.ToUpperInvariant() switch
        {
            "YYYY" or "YY" or "MM" or "DD" or "HH24" or "HH12" or "MI" or "SS" or "AM" or "PM" => $"to_char(sf.clock({wall}), '{word.ToUpperInvariant()}')",
            "HH" => $"to_char(sf.clock({wall}), 'HH24')",
            "MON" => $"to_char(sf.clock({wall}), 'Mon')",
            "MMMM" => $"to_char(sf.clock({wall}), 'FMMonth')",
            "DY" => $"to_char(sf.clock({wall}), 'Dy')",
            "FF" => Fraction(wall, 9),
            ['F', 'F', var digits] => Fraction(wall, digits - '0'),
            "TZH" => $"sf.zone_hours({Offset(value)})",
            "TZM" => $"sf.zone_minutes({Offset(value)})",
            _ => Literals.Text(word),
        };
    }

    private static string Fraction(string wall, int digits) => digits == 0 ? "''::text" : $"left(sf.nanoseconds({wall}), {digits})";

    /// <summary>What has no zone is written as if it were UTC.</summary>
    private static string Offset(Typed value) => value.Type.Kind switch
    {
        TypeKind.TimestampTz => $"sf.tz_offset({value.Sql})",
        TypeKind.TimestampLtz => $"sf.offset_at({value.Sql})",
        _ => "0",
    };

    [GeneratedRegex("\"[^\"]*\"|YYYY|YY|MMMM|MM|MON|DD|DY|HH24|HH12|HH|MI|SS|FF[0-9]?|TZH|TZM|AM|PM|.", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Word();
}
