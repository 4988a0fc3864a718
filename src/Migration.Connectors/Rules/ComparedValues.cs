using System.Globalization;

namespace Migration.Connectors.Rules;

/// <summary>Whether values of two engines, as each writes them, are the same: numbers by what they are worth, others by their text.</summary>
internal static class ComparedValues
{
    public static bool AreSame(string? source, string? target, decimal tolerance)
    {
        if (source == target)
            return true;
        if (source is null || target is null)
            return false;
        if (IsDecimal(source, out var exact) && IsDecimal(target, out var other))
            return Math.Abs(exact - other) <= tolerance;
        return IsReal(source, out var real) && IsReal(target, out var second) && Math.Abs(real - second) <= (double)tolerance;
    }

    private static bool IsDecimal(string text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool IsReal(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
