using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Migration.Connectors.Rows;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>
/// Values as SQLite stores them, each with a kind of its own, brought into the form in which another engine holds
/// them. A value that has no such form rejects its row, with the reason; none is changed to make it fit.
/// </summary>
internal sealed class StoredValues(string table, IReadOnlyList<ColumnForm> columns) : IRowConversion
{
    private const long MicrosecondsPerSecond = 1_000_000;
    // 2000-01-01 in Unix seconds and as a Julian day.
    private const long UnixEpoch = 946_684_800;
    private const double JulianEpoch = 2_451_544.5;
    // Beyond the year 9999 a number of seconds is more likely one of milliseconds.
    private const long LatestUnixSecond = 253_402_300_799;

    private const int LongestInteger = 20;

    private readonly ColumnForm[] _columns = [.. columns];
    private readonly byte[] _scratch = new byte[UuidText.Size];

    public void Convert(ReadOnlySpan<byte> row, KeyBuffer into)
    {
        var values = new ValueReader(row);
        foreach (var column in _columns)
        {
            values.Next();
            if (values.Tag == ValueTag.Null)
                into.AddNull();
            else if (!TryConvert(column, values, into))
                throw Rejected(column, values);
        }
    }

    private bool TryConvert(ColumnForm column, in ValueReader value, KeyBuffer into) => column.Form switch
    {
        ValueForm.Integer => TryInteger(value, into),
        ValueForm.Text => TryText(value, into),
        ValueForm.Double => TryDouble(value, into, isSingle: false),
        ValueForm.Single => TryDouble(value, into, isSingle: true),
        ValueForm.Boolean => TryBoolean(value, into),
        ValueForm.Decimal => TryDecimal(value, column.Digits, into),
        ValueForm.Bytes => TryBytes(value, into),
        ValueForm.Date => TryDate(value, into),
        ValueForm.Time => TryTime(value, into),
        ValueForm.Timestamp => TryTimestamp(value, hasZone: false, into),
        ValueForm.Instant => TryTimestamp(value, hasZone: true, into),
        ValueForm.Interval => TryInterval(value, into),
        ValueForm.Uuid => TryUuid(value, into),
        ValueForm.JsonValue => TryJson(value, into),
        _ => false,
    };

    private static bool TryInteger(in ValueReader value, KeyBuffer into)
    {
        switch (value.Tag)
        {
            case ValueTag.Integer:
                into.AddInteger(value.Integer);
                return true;
            case ValueTag.Real when value.Real is >= -9223372036854775808.0 and < 9223372036854775808.0 && Math.Truncate(value.Real) == value.Real:
                into.AddInteger((long)value.Real);
                return true;
            case ValueTag.Text when long.TryParse(value.Payload, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed):
                into.AddInteger(parsed);
                return true;
            default:
                return false;
        }
    }

    private static bool TryText(in ValueReader value, KeyBuffer into)
    {
        switch (value.Tag)
        {
            case ValueTag.Text when IsSound(value.Payload):
                into.AddText(value.Payload);
                return true;
            case ValueTag.Integer or ValueTag.Real:
                into.AddText(Encoding.ASCII.GetBytes(value.Tag == ValueTag.Integer
                    ? value.Integer.ToString(CultureInfo.InvariantCulture)
                    : value.Real.ToString("R", CultureInfo.InvariantCulture)));
                return true;
            default:
                return false;
        }
    }

    private static bool IsSound(ReadOnlySpan<byte> text) => !text.Contains((byte)0) && Utf8.IsValid(text);

    private static bool TryDouble(in ValueReader value, KeyBuffer into, bool isSingle)
    {
        double number;
        switch (value.Tag)
        {
            case ValueTag.Real:
                number = value.Real;
                break;
            case ValueTag.Integer:
                number = value.Integer;
                break;
            case ValueTag.Text when double.TryParse(value.Payload, NumberStyles.Float, CultureInfo.InvariantCulture, out number):
                break;
            default:
                return false;
        }
        into.AddReal(CanonicalReal.Of(isSingle ? (float)number : number));
        return true;
    }

    private static bool TryBoolean(in ValueReader value, KeyBuffer into)
    {
        var isTrue = value.Tag switch
        {
            ValueTag.Integer => value.Integer == 1,
            ValueTag.Real => value.Real == 1,
            ValueTag.Text => Is(value, "1"u8, "t"u8, "true"u8),
            _ => false,
        };
        var isFalse = value.Tag switch
        {
            ValueTag.Integer => value.Integer == 0,
            ValueTag.Real => value.Real == 0,
            ValueTag.Text => Is(value, "0"u8, "f"u8, "false"u8),
            _ => false,
        };
        into.AddInteger(isTrue ? 1 : 0);
        return isTrue || isFalse;
    }

    private static bool Is(in ValueReader value, ReadOnlySpan<byte> digit, ReadOnlySpan<byte> letter, ReadOnlySpan<byte> word) =>
        value.Payload.SequenceEqual(digit) || Ascii.EqualsIgnoreCase(value.Payload, letter) || Ascii.EqualsIgnoreCase(value.Payload, word);

    private static bool TryDecimal(in ValueReader value, int? digits, KeyBuffer into)
    {
        if (value.Tag == ValueTag.Integer)
            return AddDigits(value.Integer, into);
        var number = value.Tag switch
        {
            ValueTag.Real => DecimalText.Of(value.Real, digits),
            ValueTag.Text => DecimalText.Normalize(value.Payload, digits),
            _ => null,
        };
        if (number is not null)
            into.AddText(Encoding.ASCII.GetBytes(number));
        return number is not null;
    }

    private static bool AddDigits(long number, KeyBuffer into)
    {
        Span<byte> digits = stackalloc byte[LongestInteger];
        Utf8Formatter.TryFormat(number, digits, out var length);
        into.AddText(digits[..length]);
        return true;
    }

    private static bool TryBytes(in ValueReader value, KeyBuffer into)
    {
        if (value.Tag is not (ValueTag.Blob or ValueTag.Text))
            return false;
        into.AddBlob(value.Payload);
        return true;
    }

    private static bool TryDate(in ValueReader value, KeyBuffer into)
    {
        var days = 0L;
        if (value.Tag == ValueTag.Text ? !MomentText.TryReadDate(value.Payload, out days) : !TryMoment(value, out var moment) || !TryWholeDays(moment, out days))
            return false;
        into.AddInteger(days);
        return true;
    }

    private static bool TryWholeDays(long microseconds, out long days)
    {
        days = Math.DivRem(microseconds, 86_400 * MicrosecondsPerSecond, out var rest);
        return rest == 0;
    }

    private static bool TryTime(in ValueReader value, KeyBuffer into)
    {
        if (value.Tag != ValueTag.Text || !MomentText.TryReadTime(value.Payload, out var microseconds))
            return false;
        into.AddInteger(microseconds);
        return true;
    }

    private static bool TryTimestamp(in ValueReader value, bool hasZone, KeyBuffer into)
    {
        long moment;
        if (value.Tag == ValueTag.Text ? !MomentText.TryReadTimestamp(value.Payload, hasZone, out moment) : !TryMoment(value, out moment))
            return false;
        into.AddInteger(moment);
        return true;
    }

    // SQLite's date functions take an integer for Unix seconds and a float for a Julian day.
    private static bool TryMoment(in ValueReader value, out long microseconds)
    {
        microseconds = 0;
        switch (value.Tag)
        {
            case ValueTag.Integer when Math.Abs(value.Integer) <= LatestUnixSecond:
                microseconds = (value.Integer - UnixEpoch) * MicrosecondsPerSecond;
                return true;
            case ValueTag.Real when value.Real is >= 0 and < 5_373_484.5:
                // A Julian day as a float is good for a millisecond.
                microseconds = (long)Math.Round((value.Real - JulianEpoch) * 86_400_000) * 1000;
                return true;
            default:
                return false;
        }
    }

    private bool TryInterval(in ValueReader value, KeyBuffer into)
    {
        if (value.Tag != ValueTag.Text || !IntervalText.TryRead(value.Payload, _scratch))
            return false;
        into.AddBlob(_scratch);
        return true;
    }

    private bool TryUuid(in ValueReader value, KeyBuffer into)
    {
        if (value.Tag == ValueTag.Blob && value.Payload.Length == UuidText.Size)
        {
            into.AddBlob(value.Payload);
            return true;
        }
        if (value.Tag != ValueTag.Text || !UuidText.TryRead(value.Payload, _scratch))
            return false;
        into.AddBlob(_scratch);
        return true;
    }

    private static bool TryJson(in ValueReader value, KeyBuffer into)
    {
        if (value.Tag is not (ValueTag.Text or ValueTag.Integer or ValueTag.Real))
            return false;
        var text = value.Tag == ValueTag.Text ? value.Payload.ToArray() : Encoding.ASCII.GetBytes(value.Tag == ValueTag.Integer
            ? value.Integer.ToString(CultureInfo.InvariantCulture)
            : value.Real.ToString("R", CultureInfo.InvariantCulture));
        if (CanonicalJson.Of(text) is not { } json)
            return false;
        into.AddText(json);
        return true;
    }

    // The value itself stays out: it may be anybody's.
    private MigrationException Rejected(ColumnForm column, in ValueReader value)
    {
        var what = value.Tag switch
        {
            ValueTag.Text when column.Form == ValueForm.Text && value.Payload.Contains((byte)0) => "text with a NUL character in it",
            ValueTag.Text when column.Form == ValueForm.Text => "text that is not valid UTF-8",
            ValueTag.Text => "text",
            ValueTag.Blob => "a blob",
            ValueTag.Real => "a real number",
            _ => "an integer",
        };
        return new MigrationException(ErrorCodes.ValueRejected,
            $"Column '{column.Column}' of table '{table}' holds {what} that a column of type {column.TargetType} can't take. Nothing of its range was written. " +
            $"Mend, convert or filter such rows (typeof() tells their kinds), or give the column another dataType, then retry.");
    }
}
