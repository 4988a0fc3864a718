using System.Text.RegularExpressions;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>
/// Whether expressions give the same value each time they are evaluated for a row: they read no other table, and call
/// nothing but functions that are known for it. In doubt they do not.
/// </summary>
internal static partial class RepeatableExpression
{
    private static readonly HashSet<string> s_pure = new(StringComparer.OrdinalIgnoreCase)
    {
        "ABS", "CAST", "TRY_CAST", "CEIL", "FLOOR", "ROUND", "TRUNC", "MOD", "SIGN", "SQRT", "POWER", "LENGTH", "UPPER", "LOWER", "TRIM", "LTRIM", "RTRIM", "SUBSTR", "SUBSTRING",
        "LEFT", "RIGHT", "CONCAT", "REPLACE", "SPLIT_PART", "LPAD", "RPAD", "REVERSE", "CONTAINS", "STARTSWITH", "ENDSWITH", "COALESCE", "NVL", "NVL2", "IFF", "IFNULL", "NULLIF",
        "ZEROIFNULL", "DECODE", "GREATEST", "LEAST", "IN", "AND", "OR", "NOT", "WHEN", "THEN", "ELSE", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP_LIKE", "REGEXP_REPLACE", "REGEXP_SUBSTR",
        "TO_NUMBER", "TO_DECIMAL", "TO_DOUBLE", "TO_VARCHAR", "TO_CHAR", "TO_DATE", "TO_TIME", "TO_TIMESTAMP_NTZ", "TO_BINARY", "TO_BOOLEAN", "NUMBER", "DECIMAL", "NUMERIC", "VARCHAR", "CHAR", "BINARY",
        "DATEADD", "DATEDIFF", "DATE_TRUNC", "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MD5", "SHA1", "SHA2", "HEX_ENCODE", "BASE64_ENCODE", "ASCII", "CHR",
    };

    public static bool Are(IReadOnlyList<string> expressions) =>
        !expressions.Any(e => OwnWords().IsMatch(e)) && expressions.SelectMany(e => Calls().Matches(e)).All(call => s_pure.Contains(call.Groups[1].Value));

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_$]*)""?\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b(select|nextval|current_date|current_time|current_timestamp|localtime|localtimestamp)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnWords();
}
