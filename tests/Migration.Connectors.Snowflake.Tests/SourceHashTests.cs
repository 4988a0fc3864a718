using Migration.Conformance;
using Migration.Connectors.Comparison;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A table of Snowflake's on the reading side: its rows leave the account once, to be copied.</summary>
public sealed class SourceHashTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private const string Types = "id NUMBER(38,0) NOT NULL PRIMARY KEY, i NUMBER(19,0), n NUMBER(38,37), w NUMBER(12,2), s VARCHAR, y BINARY, b BOOLEAN, dt DATE, tm TIME(9), ts TIMESTAMP_NTZ(9), lt TIMESTAMP_LTZ(9), tz TIMESTAMP_TZ(9)";

    private static readonly (string Column, string Value)[] s_edges =
    [
        ("i", "9223372036854775807"), ("i", "-9223372036854775808"), ("i", "0"),
        ("n", "9.9999999999999999999999999999999999999"), ("n", "-0.0000000000000000000000000000000000001"), ("n", "0"),
        ("w", "0.10"), ("w", "-0.5"), ("w", "9999999999.99"), ("w", "-1200.00"),
        ("s", "''"), ("s", "'é😀 \\n\\\\ \\'N\\' T1:x;'"), ("y", "TO_BINARY('', 'HEX')"), ("y", "TO_BINARY('00ffB0', 'HEX')"), ("b", "TRUE"), ("b", "FALSE"),
        ("dt", "'0001-01-01'::DATE"), ("dt", "'9999-12-31'::DATE"), ("tm", "'23:59:59.999999'::TIME"), ("tm", "'00:00:00'::TIME"),
        ("ts", "'0001-01-01 00:00:00.000001'::TIMESTAMP_NTZ"), ("ts", "'9999-12-31 23:59:59.999999'::TIMESTAMP_NTZ"), ("ts", "'1969-12-31 23:59:59.5'::TIMESTAMP_NTZ"),
        ("lt", "'2024-07-01 12:00:00.25 -07:00'::TIMESTAMP_LTZ"), ("lt", "'1900-01-01 00:00:00.000001 +00:00'::TIMESTAMP_LTZ"),
        ("tz", "'2024-02-29 23:59:59.123456 +05:30'::TIMESTAMP_TZ"), ("tz", "'1969-12-31 23:59:59.75 -11:45'::TIMESTAMP_TZ"),
    ];

    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableTheory]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public async Task Values_ReadFromSnowflake_AreHashedThereAsTheyWereRead(string target)
    {
        var databases = Databases();
        databases.Snowflake("source", $"CREATE TABLE t({Types}); {string.Join("; ", s_edges.Select((edge, row) => $"INSERT INTO t(id, {edge.Column}) SELECT {row}, {edge.Value}"))}").Make(target, "target");
        // SQLite has no room for decimals of more than 15 digits but as text.
        if (target == "sqlite")
            databases.Execute("target", "CREATE TABLE t(ID INTEGER PRIMARY KEY, I BIGINT, N \"DECIMAL TEXT(38,37)\", W NUMERIC(12,2), S TEXT, Y BLOB, B BOOLEAN, DT DATE, TM TIME, TS TIMESTAMP, LT TIMESTAMPTZ, TZ TIMESTAMPTZ)");
        var run = TableRun.Of(databases, "T", batchSize: 1);
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);

        await using var table = await OpenTable.OfAsync(databases, run);
        var ranges = await table.LedgerAsync();
        var within = await table.Source.HashWithinAsync(ranges, CancellationToken.None);

        Assert.Equal(s_edges.Length, ranges.Count(range => range.Hash is { Rows: 1, Kind: RowHashKind.Text }));
        Assert.Equal([], ranges.Zip(within).Where(pair => pair.First.Hash != pair.Second).Select(pair => s_edges[pair.First.Ordinal - 1]));
    }

    [SkippableFact]
    public async Task Validation_OfACopyOutOfSnowflake_ReadsNoRowOfIt()
    {
        var (databases, run) = await CopiedAsync("id INTEGER NOT NULL PRIMARY KEY, v VARCHAR");
        var before = account.Sent().Count;

        var equal = await run.ValidateAsync();
        var sent = account.Sent().Skip(before).ToList();
        databases.Execute("source", "UPDATE t SET v = 'changed' WHERE id = 11");
        var changed = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, equal.Summary), (equal.Verdict, equal.Summary));
        Assert.Contains(sent, text => text.Contains("MD5_NUMBER_UPPER64", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, PrivateAccount.ReadsRows);
        Assert.Equal((TableVerdict.Different, ErrorCodes.SourceChanged), (changed.Verdict, changed.Code));
        Assert.Equal(["11"], changed.Mismatches.SelectMany(mismatch => mismatch.Keys));
    }

    [SkippableFact]
    public async Task Validation_OfATableThatSqlCantHash_ReadsIt()
    {
        var (_, run) = await CopiedAsync("id INTEGER NOT NULL PRIMARY KEY, v VARIANT");
        var before = account.Sent().Count;

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Contains(account.Sent().Skip(before), PrivateAccount.ReadsRows);
        Assert.DoesNotContain(account.Sent().Skip(before), text => text.Contains("MD5_NUMBER", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Diff_OfEqualTables_ReadsNoRowOfSnowflakes_AndNamesWhatDiffers()
    {
        var (databases, _) = await CopiedAsync("id INTEGER NOT NULL PRIMARY KEY, v VARCHAR");
        var before = account.Sent().Count;

        var equal = await DiffAsync(databases, "source", "target");
        var turned = await DiffAsync(databases, "target", "source");
        var sent = account.Sent().Skip(before).ToList();
        databases.Execute("source", "UPDATE t SET v = 'changed' WHERE id = 11");
        var changed = await DiffAsync(databases, "source", "target");

        Assert.Equal((TableVerdict.Equal, 30L, 30L), (equal.Verdict, equal.FirstRows, equal.SecondRows));
        Assert.Equal((TableVerdict.Equal, 30L), (turned.Verdict, turned.SecondRows));
        Assert.DoesNotContain(sent, PrivateAccount.ReadsRows);
        Assert.Equal((TableVerdict.Different, 1L), (changed.Verdict, changed.Different));
    }

    [SkippableFact]
    public async Task Digits_BelowAMicrosecond_ThatCameToTheTarget_AreADifference()
    {
        var databases = Databases();
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, at TIMESTAMP); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.5'), (2, '1969-12-31 23:59:59.999999')").Snowflake("target", "CREATE TABLE t(id NUMBER(19,0) NOT NULL PRIMARY KEY, at TIMESTAMP_NTZ(9))");
        var run = TableRun.Of(databases, "t");
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);

        databases.Execute("target", "UPDATE t SET at = DATEADD('nanosecond', 1, at) WHERE id = 2");

        Assert.Equal(TableVerdict.Different, (await run.ValidateAsync()).Verdict);
    }

    private static Task<TableDifference> DiffAsync(TestDatabases databases, string first, string second) =>
        new TableDiff(databases.Catalog).RunAsync(new(first, "", "T"), new(second, "", "T"), [], CancellationToken.None);

    private async Task<(TestDatabases Databases, TableRun Run)> CopiedAsync(string columns)
    {
        var databases = Databases();
        var value = columns.EndsWith("VARIANT", StringComparison.Ordinal) ? "PARSE_JSON('[1, null]')" : "'value ' || n";
        var numbers = string.Join(", ", Enumerable.Range(1, 30).Select(i => $"({i})"));
        databases.Snowflake("source", $"CREATE TABLE t({columns}); INSERT INTO t SELECT n, {value} FROM (VALUES {numbers}) AS v(n)").Sqlite("target");
        var run = TableRun.Of(databases, "T", batchSize: 7);
        await run.RunAsync();
        return (databases, run);
    }

    private TestDatabases Databases()
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        return _databases!;
    }
}
