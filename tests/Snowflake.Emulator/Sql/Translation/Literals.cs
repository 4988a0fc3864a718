namespace Snowflake.Emulator.Sql.Translation;

internal static class Literals
{
    /// <summary>A text as PostgreSQL writes it.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'::text";
}
