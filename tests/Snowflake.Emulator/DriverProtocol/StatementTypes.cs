using System.Text.RegularExpressions;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>The numbers by which drivers know what kind of statement gave a result, and so which results count rows that were changed.</summary>
internal static partial class StatementTypes
{
    public const int Put = 0x7102;

    /// <summary>Zero, which is unknown, for a script: Snowflake's own number for one is nowhere public.</summary>
    public static int Of(string text) => FirstWord().Match(text).Value.ToUpperInvariant() switch
    {
        "SELECT" or "WITH" or "VALUES" => 0x1000,
        "INSERT" => 0x3100,
        "UPDATE" => 0x3200,
        "DELETE" => 0x3300,
        "MERGE" => 0x3400,
        "COPY" => 0x3600,
        "SHOW" => 0x4400,
        "DESC" or "DESCRIBE" => 0x4500,
        "REMOVE" or "RM" => 0x7103,
        "CREATE" or "ALTER" or "DROP" or "UNDROP" or "COMMENT" or "TRUNCATE" or "GRANT" or "REVOKE" => 0x6000,
        _ => 0,
    };

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex FirstWord();
}
