namespace Migration.Connectors.Types;

/// <summary>Takes a date and time apart, from left to right.</summary>
internal ref struct MomentReader(ReadOnlySpan<byte> text)
{
    private const long MicrosecondsPerSecond = 1_000_000;

    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public bool TryReadDay(out long days)
    {
        days = 0;
        if (!TryReadNumber(4, 7, out var year) || !Take('-') || !TryReadNumber(2, 2, out var month) || !Take('-') || !TryReadNumber(2, 2, out var day))
            return false;
        // Of a year before 1 the length of February is known when the era is: 29 is let through here.
        if (month is < 1 or > 12 || day < 1 || day > (month == 2 ? 29 : CivilDate.DaysIn(year, month)) || (!IsBeforeChrist && (year == 0 || day > CivilDate.DaysIn(year, month))))
            return false;
        days = CivilDate.ToDays(IsBeforeChrist ? 1 - year : year, month, day);
        return true;
    }

    public bool TryReadMidnight() => _rest.IsEmpty || IsEra || (TryReadClockAfterDay(out var clock) && clock == 0);

    public bool TryReadClockAfterDay(out long microseconds)
    {
        microseconds = 0;
        if (_rest.IsEmpty || IsEra)
            return true;
        return (Take(' ') || Take('T')) && TryReadClock(out microseconds);
    }

    public bool TryReadClock(out long microseconds)
    {
        microseconds = 0;
        if (!TryReadNumber(2, 2, out var hour) || !Take(':') || !TryReadNumber(2, 2, out var minute))
            return false;
        var second = 0;
        long fraction = 0;
        if (Take(':') && (!TryReadNumber(2, 2, out second) || (Take('.') && !TryReadFraction(out fraction))))
            return false;
        microseconds = (((hour * 3600L) + (minute * 60) + second) * MicrosecondsPerSecond) + fraction;
        // 24:00 is the end of a day; a leap second is none of PostgreSQL's values.
        return minute < 60 && second < 60 && microseconds <= 86_400 * MicrosecondsPerSecond;
    }

    public bool TryReadZone(bool isWanted, out long offset)
    {
        offset = 0;
        if (_rest.IsEmpty || IsEra)
            return true;
        if (!isWanted)
            return false;
        if (Take('Z') || Take('z'))
            return true;
        var sign = _rest[0] switch { (byte)'+' => 1, (byte)'-' => -1, _ => 0 };
        if (sign == 0)
            return false;
        _rest = _rest[1..];
        if (!TryReadNumber(2, 2, out var hours))
            return false;
        var minutes = 0;
        Take(':');
        if (!_rest.IsEmpty && !IsEra && !TryReadNumber(2, 2, out minutes))
            return false;
        offset = sign * ((hours * 60L) + minutes) * 60 * MicrosecondsPerSecond;
        return hours < 24 && minutes < 60;
    }

    public bool TryReadEra(ref long days)
    {
        if (!IsEra)
            return true;
        _rest = default;
        var (year, month, day) = CivilDate.FromDays(days);
        return day <= CivilDate.DaysIn(year, month);
    }

    private readonly bool IsEra => _rest.SequenceEqual(" BC"u8);

    private readonly bool IsBeforeChrist => _rest.EndsWith(" BC"u8);

    private bool Take(char wanted)
    {
        if (_rest.IsEmpty || _rest[0] != wanted)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private bool TryReadNumber(int fewest, int most, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits < most && digits < _rest.Length && char.IsAsciiDigit((char)_rest[digits]))
            value = (value * 10) + _rest[digits++] - '0';
        _rest = _rest[digits..];
        return digits >= fewest;
    }

    /// <summary>Digits beyond the sixth must be zeros: a microsecond has no parts.</summary>
    private bool TryReadFraction(out long microseconds)
    {
        microseconds = 0;
        var digits = 0;
        for (; digits < _rest.Length && char.IsAsciiDigit((char)_rest[digits]); digits++)
        {
            if (digits < 6)
                microseconds = (microseconds * 10) + _rest[digits] - '0';
            else if (_rest[digits] != (byte)'0')
                return false;
        }
        _rest = _rest[digits..];
        for (var missing = digits; missing < 6; missing++)
            microseconds *= 10;
        return digits > 0;
    }
}
