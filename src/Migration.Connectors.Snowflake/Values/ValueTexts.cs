using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>Values in the text that the casts of <see cref="ColumnCast"/> read.</summary>
internal static class ValueTexts
{
    private const long FirstDay = -730_119;
    private const long LastDay = 2_921_939;
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Null where the column can't hold the value: an infinity, a year before 1 or after 9999, a digit that would be rounded away.</summary>
    public static byte[]? Of(ColumnForm column, ValueReader value) => column.Form == ValueForm.Decimal
        ? Decimal(value.Payload, column.Target)
        : Of(column.Form, value);

    /// <summary>Null where Snowflake has no such value.</summary>
    public static byte[]? Of(ValueForm form, ValueReader value) => form switch
    {
        ValueForm.Boolean => value.Integer == 0 ? "false"u8.ToArray() : "true"u8.ToArray(),
        ValueForm.Date => value.Integer is < FirstDay or > LastDay ? null : Moment(form, value.Integer),
        ValueForm.Time => value.Integer >= MicrosecondsPerDay ? null : Moment(form, value.Integer),
        ValueForm.Timestamp or ValueForm.Instant => value.Integer is < FirstDay * MicrosecondsPerDay or >= (LastDay + 1) * MicrosecondsPerDay ? null : Moment(form, value.Integer),
        _ => Plain(form, value),
    };

    private static byte[]? Decimal(ReadOnlySpan<byte> number, ColumnType column)
    {
        var point = number.IndexOf((byte)'.');
        var digits = point < 0 ? 0 : number.Length - point - 1;
        return number.ContainsAnyInRange((byte)'A', (byte)'z') || (column.Kind == LogicalType.Integer ? digits > 0 : column.Precision is not null && digits > (column.Scale ?? 0)) ? null : number.ToArray();
    }

    private static byte[] Moment(ValueForm form, long value)
    {
        Span<byte> text = stackalloc byte[MomentText.Longest];
        var length = MomentText.Write(text, form, value);
        return form == ValueForm.Date ? text[..length].ToArray() : WithFraction(text[..length], form == ValueForm.Instant);
    }

    // As Snowflake's list of forms has it: with a fraction, and the offset after a space.
    private static byte[] WithFraction(ReadOnlySpan<byte> text, bool hasZone)
    {
        var clock = hasZone ? text[..^"+00:00".Length] : text;
        var fraction = clock.Contains((byte)'.') ? "" : ".0";
        return [.. clock, .. Encoding.ASCII.GetBytes(fraction), .. hasZone ? " +00:00"u8 : default];
    }

    private static byte[] Plain(ValueForm form, ValueReader value) => (value.Tag, form) switch
    {
        (ValueTag.Integer, _) => Encoding.ASCII.GetBytes(value.Integer.ToString(CultureInfo.InvariantCulture)),
        (ValueTag.Real, _) => Real(value.Real),
        (ValueTag.Blob, ValueForm.Interval) => Encoding.ASCII.GetBytes(IntervalText.Of(value.Payload)),
        (ValueTag.Blob, ValueForm.Uuid) => UuidText.Of(value.Payload),
        (ValueTag.Blob, _) => Encoding.ASCII.GetBytes(Convert.ToHexString(value.Payload)),
        _ => value.Payload.ToArray(),
    };

    /// <summary>The shortest text that gives the float back.</summary>
    public static byte[] Real(double value) => Encoding.ASCII.GetBytes(
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value.ToString("R", CultureInfo.InvariantCulture));
}
