using System.Globalization;

namespace Migration.EndToEnd.Harness;

/// <summary>What the ledger in a target says, read without the product.</summary>
internal static class LedgerProof
{
    public static long Rows(string target, string execution) => Rows(new ProvenSqlite(target), execution);

    /// <summary>Rows that the execution has committed so far; 0 where there is no ledger yet.</summary>
    public static long Rows(IProvenDatabase target, string execution) => target.HasTable("_migration_ranges")
        ? Number(target, $"SELECT coalesce(sum(rows), 0) FROM _migration_ranges WHERE execution = '{execution}'")
        : 0;

    public static void AssertEachRangeOnce(string source, string target, string execution, params string[] tables) =>
        AssertEachRangeOnce(new ProvenSqlite(source), new ProvenSqlite(target), execution, tables);

    /// <summary>Every range stands there once, without a gap, and their rows are the rows of the source's tables.</summary>
    public static void AssertEachRangeOnce(IProvenDatabase source, IProvenDatabase target, string execution, params string[] tables)
    {
        foreach (var table in tables)
        {
            var own = $"FROM _migration_ranges WHERE execution = '{execution}' AND table_name = '{table.Replace("'", "''", StringComparison.Ordinal)}'";
            Assert.Equal(
                Number(source, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
                Number(target, $"SELECT coalesce(sum(rows), 0) {own}"));
            Assert.Empty(target.Select($"SELECT count(*) {own} GROUP BY range_id HAVING count(*) > 1"));
            Assert.Empty(target.Select($"SELECT shard {own} GROUP BY shard HAVING min(ordinal) <> 1 OR max(ordinal) <> count(*) OR count(DISTINCT ordinal) <> count(*)"));
        }
    }

    private static long Number(IProvenDatabase target, string sql) =>
        long.Parse(target.Select(sql).Single()[0], CultureInfo.InvariantCulture);
}
