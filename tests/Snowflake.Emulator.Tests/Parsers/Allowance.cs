namespace Snowflake.Emulator.Tests.Parsers;

/// <summary>What one of the parsers is known not to understand though Snowflake does: the only statements for which one parser alone vouches.</summary>
internal sealed record Allowance(string Parser, string Beginning, string Example)
{
    public static IReadOnlyList<Allowance> All { get; } =
    [
        new("datafusion", "SHOW PRIMARY KEYS", "SHOW PRIMARY KEYS IN TABLE T"),
        new("datafusion", "SHOW UNIQUE KEYS", "SHOW UNIQUE KEYS IN TABLE T"),
        new("datafusion", "SHOW IMPORTED KEYS", "SHOW IMPORTED KEYS IN TABLE T"),
    ];

    public static bool Covers(string parser, string statement) => All.Any(allowance => allowance.Parser == parser && statement.StartsWith(allowance.Beginning, StringComparison.Ordinal));
}
