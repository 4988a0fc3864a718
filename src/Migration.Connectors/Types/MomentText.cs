using System.Buffers.Text;
using System.Text;

namespace Migration.Connectors.Types;

/// <summary>
/// Dates, times and timestamps as text: <c>2024-02-29 23:59:59.25</c>, a year before 1 with <c> BC</c> after it, a
/// moment with <c>+00:00</c>. What is written orders as the values do between the years 1 and 9999.
/// </summary>
public static class MomentText
{
    public const int Longest = 48;

    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>A value of the form Date, Time, Timestamp or Instant.</summary>
    public static int Write(Span<byte> text, ValueForm form, long value) => form switch
    {
        ValueForm.Date => WriteDate(text, value),
        ValueForm.Time => WriteTime(text, value),
        _ => WriteTimestamp(text, value, hasZone: form == ValueForm.Instant),
    };

    public static int WriteDate(Span<byte> text, long days)
    {
        if (days is int.MaxValue or int.MinValue)
            return WriteInfinity(text, days > 0);
        var end = WriteDay(text, days, out var isBeforeChrist);
        return WriteEra(text, end, isBeforeChrist);
    }

    public static int WriteTime(Span<byte> text, long microseconds) => WriteClock(text, 0, microseconds);

    public static int WriteTimestamp(Span<byte> text, long microseconds, bool hasZone)
    {
        if (microseconds is long.MaxValue or long.MinValue)
            return WriteInfinity(text, microseconds > 0);
        var days = Math.DivRem(microseconds, MicrosecondsPerDay, out var ofDay);
        if (ofDay < 0)
            (days, ofDay) = (days - 1, ofDay + MicrosecondsPerDay);
        var end = WriteDay(text, days, out var isBeforeChrist);
        text[end++] = (byte)' ';
        end = WriteClock(text, end, ofDay);
        if (hasZone)
            end += Copy("+00:00"u8, text[end..]);
        return WriteEra(text, end, isBeforeChrist);
    }

    public static bool TryReadDate(ReadOnlySpan<byte> text, out long days)
    {
        if (TryReadInfinity(text, out var isPositive))
        {
            days = isPositive ? int.MaxValue : int.MinValue;
            return true;
        }
        var reader = new MomentReader(text);
        // A date that is written with the midnight at its beginning says no more than the date.
        return reader.TryReadDay(out days) && reader.TryReadMidnight() && reader.TryReadEra(ref days) && reader.IsAtEnd;
    }

    public static bool TryReadTime(ReadOnlySpan<byte> text, out long microseconds)
    {
        var reader = new MomentReader(text);
        return reader.TryReadClock(out microseconds) && reader.IsAtEnd;
    }

    /// <param name="hasZone">A zone in the text is applied; where there is none, the time is UTC. Without, a zone is refused.</param>
    public static bool TryReadTimestamp(ReadOnlySpan<byte> text, bool hasZone, out long microseconds)
    {
        if (TryReadInfinity(text, out var isPositive))
        {
            microseconds = isPositive ? long.MaxValue : long.MinValue;
            return true;
        }
        microseconds = 0;
        var reader = new MomentReader(text);
        if (!reader.TryReadDay(out var days) || !reader.TryReadClockAfterDay(out var ofDay) || !reader.TryReadZone(hasZone, out var offset)
            || !reader.TryReadEra(ref days) || !reader.IsAtEnd)
            return false;
        microseconds = (days * MicrosecondsPerDay) + ofDay - offset;
        return true;
    }

    private static int WriteDay(Span<byte> text, long days, out bool isBeforeChrist)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        isBeforeChrist = year <= 0;
        Utf8Formatter.TryFormat(isBeforeChrist ? 1 - year : year, text, out var end, new System.Buffers.StandardFormat('D', 4));
        text[end++] = (byte)'-';
        end = WriteTwo(text, end, month);
        text[end++] = (byte)'-';
        return WriteTwo(text, end, day);
    }

    private static int WriteClock(Span<byte> text, int at, long microseconds)
    {
        var seconds = Math.DivRem(microseconds, 1_000_000, out var fraction);
        at = WriteTwo(text, at, (int)(seconds / 3600));
        text[at++] = (byte)':';
        at = WriteTwo(text, at, (int)(seconds / 60 % 60));
        text[at++] = (byte)':';
        at = WriteTwo(text, at, (int)(seconds % 60));
        return fraction == 0 ? at : WriteFraction(text, at, fraction);
    }

    private static int WriteFraction(Span<byte> text, int at, long microseconds)
    {
        text[at++] = (byte)'.';
        Utf8Formatter.TryFormat(microseconds, text[at..], out var written, new System.Buffers.StandardFormat('D', 6));
        at += written;
        while (text[at - 1] == (byte)'0')
            at--;
        return at;
    }

    private static int WriteTwo(Span<byte> text, int at, int value)
    {
        text[at] = (byte)('0' + (value / 10));
        text[at + 1] = (byte)('0' + (value % 10));
        return at + 2;
    }

    private static int WriteEra(Span<byte> text, int at, bool isBeforeChrist) => isBeforeChrist ? at + Copy(" BC"u8, text[at..]) : at;

    private static int WriteInfinity(Span<byte> text, bool isPositive) => Copy(isPositive ? "infinity"u8 : "-infinity"u8, text);

    private static bool TryReadInfinity(ReadOnlySpan<byte> text, out bool isPositive)
    {
        isPositive = Ascii.EqualsIgnoreCase(text, "infinity"u8);
        return isPositive || Ascii.EqualsIgnoreCase(text, "-infinity"u8);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
