using System.Globalization;
using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Protocol;

/// <summary>The text that each bind type may have.</summary>
internal static class BindingRules
{
    private const long NanosecondsOfDay = 86_400_000_000_000;
    private const int MostOffset = 2 * 1440;

    public static void Check(EngineBinding binding)
    {
        if (!IsKnown(binding.Type)) throw ApiError.BadPayload($"'{binding.Type}' is no bind type.");
        if (binding.Text is { } text && !Fits(binding.Type, text))
            throw new ApiError(422, "100037", "22018", $"{binding.Type} value '{text}' is not recognized");
    }

    private static bool IsKnown(string type) =>
        type is "FIXED" or "REAL" or "DECFLOAT" or "TEXT" or "BINARY" or "BOOLEAN" or "DATE" or "TIME" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" or "TIMESTAMP_TZ";

    private static bool Fits(string type, string text) => type switch
    {
        "FIXED" => IsInteger(text) && text.TrimStart('-').Length <= 38,
        "REAL" or "DECFLOAT" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
        "BINARY" => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit),
        "BOOLEAN" => text is "true" or "false" or "0" or "1",
        "DATE" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" => IsInteger(text),
        "TIME" => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < NanosecondsOfDay,
        "TIMESTAMP_TZ" => text.Split(' ') is [var moment, var offset] && IsInteger(moment)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= MostOffset,
        _ => true,
    };

    private static bool IsInteger(string text) =>
        text.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) && text.Length - digits.Length <= 1;
}
