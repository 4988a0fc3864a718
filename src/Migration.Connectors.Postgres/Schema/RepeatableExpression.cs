using System.Text.RegularExpressions;
using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>
/// Whether expressions give the same value each time they are evaluated for a row: they read no other table and call
/// nothing like random() or now(). In doubt they do not.
/// </summary>
internal static partial class RepeatableExpression
{
    // Stable within a transaction, and not beyond it.
    private static readonly string[] s_clocks = ["now", "transaction_timestamp", "statement_timestamp", "age", "txid_current", "pg_current_xact_id"];

    public static async Task<bool> AreAsync(PostgresSession session, IReadOnlyList<string> expressions, CancellationToken cancellation)
    {
        if (expressions.Any(e => OwnWords().IsMatch(e)))
            return false;
        var called = expressions.SelectMany(e => Calls().Matches(e)).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct().ToArray();
        return called.Length == 0 || (!called.Intersect(s_clocks).Any() && await session.ScalarAsync<bool>(
            "SELECT NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = ANY($1) AND provolatile = 'v')", cancellation, [called]));
    }

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_$]*)""?\s*\(")]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b(select|current_date|current_time|current_timestamp|localtime|localtimestamp)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnWords();
}
