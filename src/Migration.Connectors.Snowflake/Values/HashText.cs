using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>
/// The SQL that writes a value as <see cref="TextHash"/> does, for types of which Snowflake documents the text to the last
/// character. Of a FLOAT it is the value itself: <see cref="ExactReal"/> writes it.
/// </summary>
internal static class HashText
{
    private const string Epoch = "TO_TIMESTAMP_NTZ('2000-01-01 00:00:00.0', 'AUTO')";

    /// <summary>Of all columns of a shape; empty where one of them has no such text: a variant, a text that is compared by a collation.</summary>
    public static IReadOnlyList<string> OfAll(IEnumerable<string?> texts)
    {
        var all = texts.ToList();
        return all.Contains(null) ? [] : [.. all.OfType<string>()];
    }

    /// <summary>In which rows are hashed whose columns have these texts, some of them FLOAT.</summary>
    public static RowHashKind KindOf(bool hasTexts, bool hasReals) => !hasTexts ? RowHashKind.Bytes : hasReals ? RowHashKind.TextWithReals : RowHashKind.Text;

    /// <summary>Of a target's column.</summary>
    public static string? Of(ColumnForm form, TableDefinition table) =>
        table.FindColumn(form.Column) is { } column ? Of(SnowflakeNames.Quote(column.Name), form, column.Type, column.Collation) : null;

    /// <summary>Of what a source gives. Of an expression it is not known how its text compares, and joining texts of two collations fails.</summary>
    public static string? Of(MappedExpression value, ColumnForm form) =>
        Of(value.Sql, form, value.Column.Type, value.Column is { IsDirect: true, Source: { } source } ? source.Collation : "");

    private static string? Of(string value, ColumnForm form, ColumnType type, string collation) => (form.Form, type.Kind) switch
    {
        (ValueForm.Integer, LogicalType.Integer) => Number($"TO_VARCHAR({value})"),
        (ValueForm.Double, LogicalType.Double) => value,
        (ValueForm.Boolean, LogicalType.Boolean) => Number($"CASE WHEN {value} THEN '1' WHEN NOT {value} THEN '0' END"),
        (ValueForm.Decimal, LogicalType.Integer) => Text($"TO_VARCHAR({value})"),
        (ValueForm.Decimal, LogicalType.Decimal) when type is { Precision: not null, Scale: { } scale } && scale <= (form.Digits ?? scale) => Text(Trimmed($"TO_VARCHAR({value})")),
        (ValueForm.Text, LogicalType.Text) when collation == "BINARY" => Text(value),
        (ValueForm.Bytes, LogicalType.Bytes) => $"'B' || HEX_ENCODE({value}) || ';'",
        (ValueForm.Date, LogicalType.Date) => Number($"TO_VARCHAR(DATEDIFF('day', TO_DATE('2000-01-01', 'AUTO'), {value}))"),
        (ValueForm.Time, LogicalType.Time) => Number(Microseconds("TO_TIME('00:00:00', 'AUTO')", value)),
        (ValueForm.Timestamp, LogicalType.Timestamp) => Number(Microseconds(Epoch, value)),
        // Every statement of ours runs in UTC, so that the clock on the wall shows the moment.
        (ValueForm.Instant, LogicalType.Instant) => Number(Microseconds(Epoch, $"{value}::TIMESTAMP_LTZ(9)::TIMESTAMP_NTZ(9)")),
        _ => null,
    };

    private static string Number(string text) => $"'I' || {text} || ';'";

    private static string Text(string text) => $"'T' || OCTET_LENGTH({text}) || ':' || {text}";

    /// <summary>Without zeros at the end of a fraction, of which there is one.</summary>
    private static string Trimmed(string number) => $"RTRIM(RTRIM({number}, '0'), '.')";

    /// <summary>Digits below a microsecond stay, as a fraction: no value that was sent has them. Seconds are counted by their borders, before 1970 too.</summary>
    private static string Microseconds(string from, string value) => Trimmed($"TO_VARCHAR(DATEDIFF('second', {from}, {value}) * 1000000 + DATE_PART('nanosecond', {value}) * 0.001)");
}
