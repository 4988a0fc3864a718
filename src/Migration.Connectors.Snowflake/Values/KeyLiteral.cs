using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>A value of an encoded key as SQL.</summary>
internal static class KeyLiteral
{
    public static string Of(ValueForm form, ValueReader value, string type)
    {
        if (value.Tag == ValueTag.Null)
            return "NULL";
        if (ValueTexts.Of(form, value) is not { } text)
            // No row of Snowflake has it: what lies before or after it is compared with the ends of the calendar.
            text = Encoding.ASCII.GetBytes(value.Integer < 0 ? Earliest(form) : Latest(form));
        var plain = Encoding.UTF8.GetString(text);
        return form is ValueForm.Integer or ValueForm.Decimal or ValueForm.Boolean ? plain : ColumnCast.Of(SnowflakeNames.Literal(plain), KindOf(form), type);
    }

    private static string Earliest(ValueForm form) => form == ValueForm.Date ? "0001-01-01" : form == ValueForm.Instant ? "0001-01-01 00:00:00.0 +00:00" : "0001-01-01 00:00:00.0";

    private static string Latest(ValueForm form) => form == ValueForm.Date ? "9999-12-31" : form == ValueForm.Instant ? "9999-12-31 23:59:59.999999 +00:00" : "9999-12-31 23:59:59.999999";

    private static LogicalType KindOf(ValueForm form) => form switch
    {
        ValueForm.Bytes => LogicalType.Bytes,
        ValueForm.Date => LogicalType.Date,
        ValueForm.Timestamp => LogicalType.Timestamp,
        ValueForm.Instant => LogicalType.Instant,
        _ => LogicalType.Text,
    };
}
