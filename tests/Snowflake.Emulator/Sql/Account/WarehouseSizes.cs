namespace Snowflake.Emulator.Sql.Account;

/// <summary>The sizes of warehouses, as they are written and as they are shown.</summary>
internal static class WarehouseSizes
{
    private static readonly string[] s_shown = ["X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large", "5X-Large", "6X-Large"];

    public static IReadOnlyList<string> Words { get; } = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"];

    public static string Shown(string word) => s_shown[Words.ToList().IndexOf(word)];

    /// <summary>The word of any form; null where it is no size.</summary>
    public static string? Of(string text)
    {
        var size = text.ToUpperInvariant() switch
        {
            "X2LARGE" => "XXLARGE",
            "X3LARGE" => "XXXLARGE",
            var other => other,
        };
        var shown = Array.FindIndex(s_shown, one => one.Equals(size, StringComparison.OrdinalIgnoreCase));
        return shown >= 0 ? Words[shown] : Words.FirstOrDefault(word => word == size);
    }
}
