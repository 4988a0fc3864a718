using System.Globalization;

namespace Migration.EndToEnd.Harness;

/// <summary>What the ledger in a target says, read without the product.</summary>
internal static class LedgerProof
{
    /// <summary>Rows that the execution has committed so far; 0 where there is no ledger yet.</summary>
    public static long Rows(string target, string execution) => HasLedger(target)
        ? Number(target, $"SELECT coalesce(sum(rows), 0) FROM _migration_ranges WHERE execution = '{execution}'")
        : 0;

    /// <summary>Every range stands there once, without a gap, and their rows are the rows of the source's tables.</summary>
    public static void AssertEachRangeOnce(string source, string target, string execution, params string[] tables)
    {
        foreach (var table in tables)
        {
            var own = $"FROM _migration_ranges WHERE execution = '{execution}' AND table_name = '{table.Replace("'", "''", StringComparison.Ordinal)}'";
            Assert.Equal(
                DatabaseProof.Count(source, table),
                Number(target, $"SELECT coalesce(sum(rows), 0) {own}"));
            Assert.Empty(DatabaseProof.Select(target, $"SELECT range_id {own} GROUP BY range_id HAVING count(*) > 1"));
            Assert.Equal(
                Number(target, $"SELECT count(*) {own}"),
                Number(target, $"SELECT count(DISTINCT ordinal) {own} AND ordinal BETWEEN 1 AND (SELECT count(*) {own})"));
        }
    }

    private static bool HasLedger(string target) =>
        File.Exists(target) && Number(target, "SELECT count(*) FROM sqlite_master WHERE name = '_migration_ranges'") == 1;

    private static long Number(string target, string sql) =>
        long.Parse(DatabaseProof.Select(target, sql).Single()[0], CultureInfo.InvariantCulture);
}
