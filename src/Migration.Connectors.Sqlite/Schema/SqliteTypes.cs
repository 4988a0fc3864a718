using System.Globalization;
using System.Text.RegularExpressions;
using Migration.Connectors.Types;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>
/// Declared types of SQLite as types that all connectors share, and back. SQLite keeps any word as a type; what it
/// makes of a value is the affinity's, so each word chosen here has an affinity that leaves the values as they are.
/// </summary>
internal static partial class SqliteTypes
{
    // In order: the word that decides comes first, as INT stands in INTERVAL and POINT, DATE in DATETIME.
    private static readonly (string Word, LogicalType Kind)[] s_words =
    [
        ("JSON", LogicalType.Json), ("UUID", LogicalType.Uuid), ("GUID", LogicalType.Uuid), ("INTERVAL", LogicalType.Interval),
        ("DECIMAL TEXT", LogicalType.Decimal), ("CHAR", LogicalType.Text), ("CLOB", LogicalType.Text), ("TEXT", LogicalType.Text), ("STRING", LogicalType.Text),
        ("BLOB", LogicalType.Bytes), ("BINARY", LogicalType.Bytes), ("BYTEA", LogicalType.Bytes),
        ("TIMESTAMPTZ", LogicalType.Instant), ("TIMESTAMP WITH TIME ZONE", LogicalType.Instant), ("DATETIME", LogicalType.Timestamp),
        ("TIMESTAMP", LogicalType.Timestamp), ("DATE", LogicalType.Date), ("TIME", LogicalType.Time),
        ("BOOL", LogicalType.Boolean), ("REAL", LogicalType.Double), ("FLOA", LogicalType.Double), ("DOUB", LogicalType.Double),
        ("DEC", LogicalType.Decimal), ("NUM", LogicalType.Decimal), ("MONEY", LogicalType.Decimal),
        ("POINT", LogicalType.Any), ("INT", LogicalType.Integer), ("SERIAL", LogicalType.Integer),
    ];

    public static ColumnType Of(string declared)
    {
        var kind = s_words.FirstOrDefault(w => declared.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Kind;
        if (kind != LogicalType.Decimal)
            return new ColumnType(kind);
        // SQLite enforces no precision: it is the author's hint, and a column elsewhere must hold more.
        var digits = Digits().Match(declared);
        return new ColumnType(kind)
        {
            KeepsDigits = Affinities.Of(declared) == Affinity.Text,
            Precision = digits.Success ? Number(digits.Groups[1].Value) : null,
            Scale = !digits.Success ? null : digits.Groups[2].Success ? Number(digits.Groups[2].Value) : 0,
        };
    }

    /// <summary>The declared type of a column that is made for values of another engine.</summary>
    public static string Declare(ColumnType type) => type.Kind switch
    {
        LogicalType.Boolean => "BOOLEAN",
        LogicalType.Integer => type.Bits switch { 16 => "SMALLINT", 32 => "INTEGER", _ => "BIGINT" },
        LogicalType.Single or LogicalType.Double => "DOUBLE",
        // With numeric affinity SQLite would make a float of it, which has 15 digits.
        LogicalType.Decimal => ColumnForms.FitsDouble(type) ? $"DECIMAL({type.Precision},{type.Scale ?? 0})" : $"DECIMAL TEXT{Size(type)}",
        LogicalType.Text => type.Length is { } length ? $"VARCHAR({length})" : "TEXT",
        LogicalType.Bytes => "BLOB",
        LogicalType.Date => "DATE",
        LogicalType.Time => "TIME",
        LogicalType.Timestamp => "TIMESTAMP",
        LogicalType.Instant => "TIMESTAMPTZ",
        LogicalType.Interval => "INTERVAL",
        LogicalType.Uuid => "UUID",
        LogicalType.Json or LogicalType.JsonValue => "JSON TEXT",
        _ => "TEXT",
    };

    private static string Size(ColumnType type) => type.Precision is { } precision ? $"({precision},{type.Scale ?? 0})" : "";

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(\s*(\d{1,6})\s*(?:,\s*(\d{1,6})\s*)?\)")]
    private static partial Regex Digits();
}
