using System.Globalization;

namespace Migration.EndToEnd.Harness;

/// <summary>What the ledger in a target says, read without the product.</summary>
internal static class LedgerProof
{
    public static long Rows(string target, string execution) => Rows(new ProvenSqlite(target), execution);

    /// <summary>Rows that the execution has committed so far; 0 where there is no ledger yet.</summary>
    public static long Rows(IProvenDatabase target, string execution) => target.HasTable("_migration_ranges")
        ? Number(target, $"SELECT coalesce(sum({target.RowsOfRange}), 0) FROM _migration_ranges WHERE execution = '{execution}'")
        : 0;

    public static void AssertEachRangeOnce(string source, string target, string execution, params string[] tables) =>
        AssertEachRangeOnce(new ProvenSqlite(source), new ProvenSqlite(target), execution, tables);

    /// <summary>Every range stands there once, without a gap, and their rows are the rows of the source's tables.</summary>
    public static void AssertEachRangeOnce(IProvenDatabase source, IProvenDatabase target, string execution, params string[] tables)
    {
        foreach (var table in tables)
        {
            var own = $"FROM _migration_ranges WHERE execution = '{execution}' AND table_name = '{target.Stored(table).Replace("'", "''", StringComparison.Ordinal)}'";
            Assert.Equal(
                Number(source, $"SELECT count(*) FROM \"{source.Stored(table).Replace("\"", "\"\"", StringComparison.Ordinal)}\""),
                Number(target, $"SELECT coalesce(sum({target.RowsOfRange}), 0) {own}"));
            Assert.Empty(target.Select($"SELECT count(*) {own} GROUP BY range_id HAVING count(*) > 1"));
            Assert.Empty(target.Select($"SELECT shard {own} GROUP BY shard HAVING min(ordinal) <> 1 OR max(ordinal) <> count(*) OR count(DISTINCT ordinal) <> count(*)"));
        }
    }

    /// <summary>Each table is in shards, each begins where the one before ends, and so does each range of a shard.</summary>
    public static void AssertShardsMeet(IProvenDatabase target, string execution, IEnumerable<string> tables)
    {
        foreach (var table in tables)
        {
            var own = $"WHERE execution = '{execution}' AND table_name = '{table}'";
            Assert.True(Number(target, $"SELECT count(DISTINCT shard) FROM _migration_ranges {own}") > 1, $"{table} was not cut");
            Assert.Empty(target.Select($"SELECT shard FROM (SELECT shard, after_key, lag(up_to) OVER (ORDER BY shard) AS before FROM _migration_shards {own}) s WHERE after_key <> before"));
            Assert.Empty(target.Select($"""
                SELECT shard, ordinal FROM (
                    SELECT shard, ordinal, substr(range_id, 2) AS after, CASE WHEN ordinal = 1 THEN after_key ELSE lag(upper) OVER (PARTITION BY shard ORDER BY ordinal) END AS before
                    FROM _migration_ranges JOIN _migration_shards USING (execution, table_name, shard) {own}) r
                WHERE after <> before
                """));
        }
    }

    private static long Number(IProvenDatabase target, string sql) =>
        long.Parse(target.Select(sql).Single()[0], CultureInfo.InvariantCulture);
}
