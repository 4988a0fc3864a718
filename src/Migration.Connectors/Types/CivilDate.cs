namespace Migration.Connectors.Types;

/// <summary>
/// Days since 2000-01-01 and dates of the proleptic Gregorian calendar, years before 1 and after 9999 included, which
/// .NET's own calendar does not reach. By the era arithmetic of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
/// </summary>
public static class CivilDate
{
    private const int DaysPerEra = 146_097;
    // From 0000-03-01 to 2000-01-01.
    private const int Epoch = 730_425;

    /// <param name="year">The year before 1 is 0.</param>
    public static long ToDays(long year, int month, int day)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var era = Math.DivRem(shifted, 400, out var yearOfEra);
        if (yearOfEra < 0)
            (era, yearOfEra) = (era - 1, yearOfEra + 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - Epoch;
    }

    public static (long Year, int Month, int Day) FromDays(long days)
    {
        var shifted = days + Epoch;
        var era = Math.DivRem(shifted, DaysPerEra, out var dayOfEra);
        if (dayOfEra < 0)
            (era, dayOfEra) = (era - 1, dayOfEra + DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        var month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    public static int DaysIn(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
