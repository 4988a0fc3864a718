using Migration.Conformance;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Rows that Snowflake hashes by itself: it says of each what the worker says of the row that it sent or read.</summary>
public sealed class RowHashTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private const string Types = "id INTEGER PRIMARY KEY, i BIGINT, n NUMERIC(38,10), w NUMERIC(38,0), s TEXT, y BYTEA, b BOOLEAN, dt DATE, tm TIME, ts TIMESTAMP, tz TIMESTAMPTZ, u UUID, iv INTERVAL, j JSONB";

    // One value of each column in a row, and NULL in every other.
    private static readonly (string Column, string Value)[] s_edges =
    [
        ("i", "9223372036854775807"), ("i", "-9223372036854775808"), ("i", "0"), ("i", "-1"),
        ("n", "0"), ("n", "-0.0"), ("n", "0.10"), ("n", "0.1"), ("n", "-0.5"), ("n", "100"), ("n", "-100.0000000001"), ("n", "9999999999999999999999999999.9999999999"), ("n", "-9999999999999999999999999999.9999999999"), ("n", "0.0000000001"),
        ("w", "99999999999999999999999999999999999999"), ("w", "-99999999999999999999999999999999999999"), ("w", "1000"), ("w", "0"),
        ("s", "''"), ("s", "'N'"), ("s", "'T1:x'"), ("s", "E'\\u0001\\u001f\\u007f\\u0085'"), ("s", "'\U0001F600\U0001F468\u200D\U0001F469 e\u0301 é \uFFFD\uFEFF'"), ("s", "E'a\\\\b''c\"d\\n\\t\\r ;:|'"), ("s", "' padded '"), ("s", "repeat('é', 5000)"),
        ("y", "''"), ("y", "'\\x00'"), ("y", "'\\x0aff'"), ("y", "decode(repeat('fe', 3000), 'hex')"),
        ("b", "true"), ("b", "false"),
        ("dt", "'0001-01-01'"), ("dt", "'9999-12-31'"), ("dt", "'2000-01-01'"), ("dt", "'1999-12-31'"), ("dt", "'1582-10-10'"), ("dt", "'1900-02-28'"),
        ("tm", "'00:00:00'"), ("tm", "'23:59:59.999999'"), ("tm", "'12:00:00.5'"), ("tm", "'00:00:00.000001'"),
        ("ts", "'0001-01-01 00:00:00'"), ("ts", "'9999-12-31 23:59:59.999999'"), ("ts", "'1969-12-31 23:59:59.5'"), ("ts", "'1999-12-31 23:59:59.999999'"), ("ts", "'2000-01-01 00:00:00'"), ("ts", "'2024-02-29 12:34:56.1'"), ("ts", "'1900-01-01 00:00:00.000001'"),
        ("tz", "'0001-01-01 00:00:00+00'"), ("tz", "'9999-12-31 23:59:59.999999+00'"), ("tz", "'1969-12-31 23:59:59.25+00'"), ("tz", "'2024-02-29 12:34:56.123456+05:30'"),
        ("u", "'00000000-0000-0000-0000-000000000000'"), ("u", "'F47AC10B-58CC-4372-A567-0E02B2C3D479'"),
        ("iv", "'1 year 2 mons -3 days 04:05:06.789'"), ("iv", "'0'"),
        ("j", "'{\"b\": 1.50, \"a\": [null, \"é\"]}'"),
        ("id", "1000"),
    ];

    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableFact]
    public async Task Values_SentToSnowflake_AreHashedThereAsTheyWereSent()
    {
        var databases = Databases();
        databases.Postgres("source", $"CREATE TABLE t({Types}); {string.Join("; ", s_edges.Select((edge, row) => $"INSERT INTO t(id{(edge.Column == "id" ? "" : ", " + edge.Column)}) VALUES ({(edge.Column == "id" ? edge.Value : $"{row}, {edge.Value}")})"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 1);
        await run.RunAsync();

        await using var table = await OpenTable.OfAsync(databases, run);
        var ranges = await table.LedgerAsync();
        var within = await table.Target.HashWithinAsync(ranges, CancellationToken.None);

        Assert.Equal(s_edges.Length, ranges.Count(range => range.Hash.Rows == 1));
        Assert.All(ranges.Where(range => range.Hash.Rows > 0), range => Assert.Equal(RowHashKind.Text, range.Hash.Kind));
        Assert.Equal([], ranges.Zip(within).Where(pair => pair.First.Hash != pair.Second).Select(pair => s_edges[pair.First.Ordinal - 1]));
    }

    [SkippableFact]
    public async Task Validation_OfEqualTables_ReadsNoRow()
    {
        var (databases, run) = await CopiedAsync();
        var before = account.Sent().Count;

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        var sent = account.Sent().Skip(before).ToList();
        Assert.Single(sent, text => text.Contains("MD5_NUMBER_UPPER64", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, PrivateAccount.ReadsRows);
        Assert.Equal("30", databases.Scalar("target", "SELECT count(*) FROM t"));
    }

    [SkippableTheory]
    [InlineData("UPDATE t SET v = 'changed' WHERE id = 11", "11")]
    [InlineData("DELETE FROM t WHERE id = 30", "30")]
    [InlineData("INSERT INTO t VALUES (31, 'more')", "31")]
    public async Task Validation_OfATableThatSomebodyChanged_ReadsRowsOfTheRangeThatDiffers(string change, string key)
    {
        var (databases, run) = await CopiedAsync();
        databases.Execute("target", change);
        var before = account.Sent().Count;

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.ValidationFailed), (validation.Verdict, validation.Code));
        Assert.Equal([key], validation.Mismatches.SelectMany(mismatch => mismatch.Keys));
        Assert.Contains(account.Sent().Skip(before), PrivateAccount.ReadsRows);
    }

    [SkippableFact]
    public async Task Ledger_OfAVersionThatHashedBytes_IsContinuedAndComparedSo()
    {
        var databases = Databases();
        databases.Sqlite("source", Rows(30)).Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 7);
        await run.PrepareAsync();
        await using (var table = await OpenTable.OfAsync(databases, run))
        {
            var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
            var batch = new RowBatch(table.Source.Columns.Count);
            await table.Source.ReadAsync(batch, state.Next, default, new(7, long.MaxValue), CancellationToken.None);
            await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None);
        }

        await run.CopyInSlicesAsync();
        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.All(databases.Rows("target", "SELECT LENGTH(rows_hash) FROM _migration_ranges WHERE row_count > 0"), length => Assert.Equal("32", length));
    }

    private static string Rows(int count) => $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, count).Select(i => $"({i}, 'value {i}')"))}";

    private async Task<(TestDatabases Databases, TableRun Run)> CopiedAsync()
    {
        var databases = Databases();
        databases.Sqlite("source", Rows(30)).Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 7);
        await run.RunAsync();
        return (databases, run);
    }

    private TestDatabases Databases()
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        return _databases!;
    }
}
