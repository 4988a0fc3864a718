using System.Globalization;
using System.Text.RegularExpressions;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Columns that number their rows. Where a column begins can't be changed later, so it is told when its table is made.</summary>
internal static partial class Numbering
{
    /// <summary>Of what SHOW COLUMNS says: IDENTITY START 1 INCREMENT 2 NOORDER.</summary>
    public static long Step(string shown) => Increment().Match(shown) is { Success: true } found ? long.Parse(found.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 1;

    /// <param name="last">The last number given; null where none is.</param>
    public static string Clause(ColumnDefinition column, long? last)
    {
        var order = column.IsNumberedInOrder switch { true => " ORDER", false => " NOORDER", null => "" };
        return string.Create(CultureInfo.InvariantCulture, $" AUTOINCREMENT START {(last is { } given ? given + column.NumberStep : 1)} INCREMENT {column.NumberStep}{order}");
    }

    [GeneratedRegex(@"INCREMENT\s+(-?\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Increment();
}
