using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;
using Migration.Core.Errors;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>
/// Values as the SQL API writes them, each a text, brought into the form in which they travel. A value that has no such
/// form rejects its row, with the reason; none is changed to make it fit.
/// </summary>
internal sealed class WireValues(string table, IReadOnlyList<ColumnForm> columns, IReadOnlyList<SnowflakeType> types) : IRowConversion
{
    public void Convert(ReadOnlySpan<byte> row, KeyBuffer into)
    {
        var values = new ValueReader(row);
        for (var place = 0; place < columns.Count; place++)
        {
            values.Next();
            if (values.Tag == ValueTag.Null)
                into.AddNull();
            else if (!TryConvert(types[place], values.Payload, (columns[place].Form, columns[place].Digits), into))
                throw Rejected(columns[place], types[place]);
        }
    }

    /// <summary>False where the value has no such form.</summary>
    public static bool TryConvert(SnowflakeType type, ReadOnlySpan<byte> wire, (ValueForm Form, int? Digits) wanted, KeyBuffer into) => wanted.Form switch
    {
        _ when type == SnowflakeType.Real && wire is [(byte)'R', ..] => RealText.TryRead(wire, out var exact) && TryConvert(type, ValueTexts.Real(exact), wanted, into),
        ValueForm.Native => Add(into, wire),
        ValueForm.Integer => TryInteger(type, wire, into),
        ValueForm.Boolean => TryBoolean(type, wire, into),
        ValueForm.Double => TryReal(wire, into, isSingle: false),
        ValueForm.Single => TryReal(wire, into, isSingle: true),
        ValueForm.Decimal => TryDecimal(type, wire, wanted.Digits, into),
        ValueForm.Text => TryText(type, wire, into),
        ValueForm.Bytes => TryBytes(type, wire, into),
        ValueForm.Date or ValueForm.Time or ValueForm.Timestamp or ValueForm.Instant => TryMoment(type, wire, wanted.Form, into),
        ValueForm.Interval => TryInterval(wire, into),
        ValueForm.Uuid => TryUuid(wire, into),
        ValueForm.JsonValue => CanonicalJson.Of(wire) is { } json && Add(into, json),
        _ => false,
    };

    private static bool Add(KeyBuffer into, ReadOnlySpan<byte> text)
    {
        into.AddText(text);
        return true;
    }

    private static bool TryInteger(SnowflakeType type, ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        if (type == SnowflakeType.Boolean)
            return TryBoolean(type, wire, into);
        if (Utf8Parser.TryParse(wire, out long whole, out var length) && length == wire.Length)
        {
            into.AddInteger(whole);
            return true;
        }
        // 12.00 of a NUMBER with a scale is an integer, too.
        var number = type is SnowflakeType.Fixed or SnowflakeType.Real or SnowflakeType.DecFloat ? DecimalText.Normalize(wire) : null;
        if (!long.TryParse(number ?? Encoding.UTF8.GetString(wire), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return false;
        into.AddInteger(value);
        return true;
    }

    private static bool TryBoolean(SnowflakeType type, ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        var number = type is SnowflakeType.Fixed ? DecimalText.Normalize(wire) : null;
        var isTrue = number == "1" || Ascii.EqualsIgnoreCase(wire, "true"u8);
        into.AddInteger(isTrue ? 1 : 0);
        return isTrue || number == "0" || Ascii.EqualsIgnoreCase(wire, "false"u8);
    }

    private static bool TryReal(ReadOnlySpan<byte> wire, KeyBuffer into, bool isSingle)
    {
        if (DecimalText.Normalize(wire) is not { } text)
            return false;
        var value = text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.Parse(wire, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        into.AddReal(CanonicalReal.Of(isSingle ? (float)value : value));
        return true;
    }

    private static bool TryDecimal(SnowflakeType type, ReadOnlySpan<byte> wire, int? digits, KeyBuffer into)
    {
        if (type is SnowflakeType.Boolean)
            return false;
        var number = type is SnowflakeType.Real && double.TryParse(wire, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? DecimalText.Of(real, digits) : DecimalText.Normalize(wire, digits);
        return number is not null && Add(into, Encoding.ASCII.GetBytes(number));
    }

    private static bool TryText(SnowflakeType type, ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        switch (type)
        {
            case SnowflakeType.Binary:
                return false;
            case SnowflakeType.Date or SnowflakeType.Time or SnowflakeType.TimestampNtz or SnowflakeType.TimestampLtz or SnowflakeType.TimestampTz:
                return TryMomentText(type, wire, into);
            default:
                return !wire.Contains((byte)0) && Utf8.IsValid(wire) && Add(into, wire);
        }
    }

    private static bool TryMomentText(SnowflakeType type, ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        var form = WireMoment.FormOf(type);
        if (!WireMoment.TryRead(type, wire, form, out var value))
            return false;
        Span<byte> text = stackalloc byte[MomentText.Longest];
        return Add(into, text[..MomentText.Write(text, form, value)]);
    }

    private static bool TryBytes(SnowflakeType type, ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        if (type is not (SnowflakeType.Binary or SnowflakeType.Text))
            return false;
        into.AddBlob(type == SnowflakeType.Binary ? System.Convert.FromHexString(Encoding.ASCII.GetString(wire)) : wire);
        return true;
    }

    private static bool TryMoment(SnowflakeType type, ReadOnlySpan<byte> wire, ValueForm form, KeyBuffer into)
    {
        long value;
        if (type == SnowflakeType.Text ? !TryReadText(wire, form, out value) : !WireMoment.TryRead(type, wire, form, out value))
            return false;
        into.AddInteger(value);
        return true;
    }

    private static bool TryReadText(ReadOnlySpan<byte> text, ValueForm form, out long value) => form switch
    {
        ValueForm.Date => MomentText.TryReadDate(text, out value),
        ValueForm.Time => MomentText.TryReadTime(text, out value),
        _ => MomentText.TryReadTimestamp(text, form == ValueForm.Instant, out value),
    };

    private static bool TryInterval(ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        Span<byte> interval = stackalloc byte[IntervalText.Size];
        if (!IntervalText.TryRead(wire, interval))
            return false;
        into.AddBlob(interval);
        return true;
    }

    private static bool TryUuid(ReadOnlySpan<byte> wire, KeyBuffer into)
    {
        Span<byte> uuid = stackalloc byte[UuidText.Size];
        if (!UuidText.TryRead(wire, uuid))
            return false;
        into.AddBlob(uuid);
        return true;
    }

    // The value itself stays out: it may be anybody's.
    private MigrationException Rejected(ColumnForm column, SnowflakeType type) => new(ErrorCodes.ValueRejected,
        $"Column '{column.Column}' of table '{table}' holds a value of type {type} that a column of type {column.TargetType} can't take. Nothing of its range was written. "
        + "Convert or filter such rows, or give the column another dataType, then retry.");
}
