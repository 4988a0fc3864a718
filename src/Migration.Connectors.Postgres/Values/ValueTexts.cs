using System.Globalization;
using System.Text;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Values;

/// <summary>Values in the text that PostgreSQL's input functions read.</summary>
internal static class ValueTexts
{
    public static byte[] Of(ValueForm form, ValueReader value) => form switch
    {
        ValueForm.Boolean => value.Integer == 0 ? "false"u8.ToArray() : "true"u8.ToArray(),
        ValueForm.Date or ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant => Moment(form, value.Integer),
        _ => Plain(form, value),
    };

    private static byte[] Moment(ValueForm form, long value)
    {
        Span<byte> text = stackalloc byte[MomentText.Longest];
        var length = MomentText.Write(text, form, value);
        return text[..length].ToArray();
    }

    private static byte[] Plain(ValueForm form, ValueReader value) => (value.Tag, form) switch
    {
        (ValueTag.Integer, _) => Encoding.ASCII.GetBytes(value.Integer.ToString(CultureInfo.InvariantCulture)),
        (ValueTag.Real, _) => Encoding.ASCII.GetBytes(Real(value.Real)),
        (ValueTag.Blob, ValueForm.Interval) => Encoding.ASCII.GetBytes(IntervalText.Of(value.Payload)),
        (ValueTag.Blob, ValueForm.Uuid) => UuidText.Of(value.Payload),
        (ValueTag.Blob, _) => Encoding.ASCII.GetBytes("\\x" + Convert.ToHexStringLower(value.Payload)),
        _ => value.Payload.ToArray(),
    };

    private static string Real(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity")
        : value.ToString("R", CultureInfo.InvariantCulture);
}
