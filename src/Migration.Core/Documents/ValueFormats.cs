using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Migration.Core.Documents;

/// <summary>The formats of every scalar that the product's documents have.</summary>
public static class ValueFormats
{
    public static ValueFormat<string> Text { get; } =
        new("text (quote what looks like a number, true, false or null)", s => s.Kind == ScalarKind.Text, Same);

    /// <summary>Numbers and booleans are taken as they are written.</summary>
    public static ValueFormat<string> AnyText { get; } = new("a single value", _ => true, Same);

    public static ValueFormat<bool> Boolean { get; } = new("true or false", s => s.Kind == ScalarKind.Boolean, bool.TryParse);

    public static ValueFormat<int> WholeNumber { get; } = new("a whole number", s => s.Kind == ScalarKind.Number, ParseWhole);

    public static ValueFormat<decimal> Number { get; } = new("a number", s => s.Kind == ScalarKind.Number, ParseNumber);

    /// <summary>A bare zero needs no unit.</summary>
    public static ValueFormat<TimeSpan> Duration { get; } = new(
        "a duration such as 30s, 5m, 1h30m or 00:00:30",
        s => s.Kind == ScalarKind.Text || s is { Kind: ScalarKind.Number, Text: "0" },
        DurationText.TryParse);

    public static ValueFormat<long> Size { get; } = new(
        "a size such as 64MB, or a whole number of bytes",
        s => s.Kind is ScalarKind.Text or ScalarKind.Number,
        SizeText.TryParse);

    /// <summary>The enum's names as the language writes them, in any case.</summary>
    public static ValueFormat<T> Enum<T>()
        where T : struct, Enum =>
        new($"one of {string.Join(", ", EnumText.Names<T>())}", s => s.Kind == ScalarKind.Text, EnumText.TryParse);

    private static bool Same(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }

    /// <summary>A number as documents write it.</summary>
    public static string Written(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool ParseNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool ParseWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
