using System.Text;
using System.Text.RegularExpressions;
using Snowflake.Emulator.Sql.Types;

namespace Snowflake.Emulator.Sql.Translation;

/// <summary>Texts of dates and times in a format that is said.</summary>
internal static class MomentReading
{
    public static Typed As(Typed text, string format, SqlType type, bool isTry)
    {
        var pattern = new StringBuilder(@"^\s*");
        var fields = new StringBuilder();
        foreach (var word in MomentFormat.Words(format))
        {
            var (form, field) = Form(word);
            pattern.Append(form);
            fields.Append(field);
        }

        pattern.Append(@"\s*$");
        var failure = isTry ? "" : type.Kind switch { TypeKind.Date => "S0040", TypeKind.Time => "S0108", _ => "S0035" };
        return new($"sf.read_{MomentCasts.Name(type)}(sf.moment_as({text.Sql}, {Literals.Text(pattern.ToString())}, '{fields}', '{failure}'))", type);
    }

    private static (string Pattern, string Field) Form(string word)
    {
        if (word[0] == '"') return (Regex.Escape(word.Trim('"')), "");
        return word.ToUpperInvariant() switch
        {
            "YYYY" => (@"(\d{4})", "Y"),
            "MM" => (@"(\d{1,2})", "M"),
            "DD" => (@"(\d{1,2})", "D"),
            "HH24" => (@"(\d{1,2})", "H"),
            "MI" => (@"(\d{1,2})", "I"),
            "SS" => (@"(\d{1,2})", "S"),
            ['F', 'F', ..] => (@"(\d{1,9})", "F"),
            "TZH" => (@"([+-]\d{1,2})", "T"),
            "TZM" => (@"(\d{2})", "Z"),
            [var single] when !char.IsAsciiLetterOrDigit(single) => (single == ' ' ? @"\s" : Regex.Escape(word), ""),
            "T" => ("T", ""),
            _ => throw SqlError.Unknown($"'{word}' in a format that is read"),
        };
    }
}
