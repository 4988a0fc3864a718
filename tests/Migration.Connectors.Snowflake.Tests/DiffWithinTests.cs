using Migration.Conformance;
using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Two tables of one account are compared where they are: two statements say that they are equal, and only rows that differ are read.</summary>
public sealed class DiffWithinTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private const string Keyed = "id INTEGER NOT NULL, kind VARCHAR NOT NULL, n NUMBER(20,4), f FLOAT, w VARIANT, at TIMESTAMP_TZ(9), PRIMARY KEY (kind, id)";

    private const string Rows = """
        INSERT INTO t SELECT v.n, IFF(MOD(v.n, 2) = 0, 'even', 'odd'), v.n * 1.25, v.n / 3.0::FLOAT, PARSE_JSON('{"a": [1, null]}'), TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +05:30', 'AUTO')
        FROM (SELECT ROW_NUMBER() OVER (ORDER BY 1) AS n FROM TABLE(GENERATOR(ROWCOUNT => 40))) AS v
        """;

    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableTheory]
    [InlineData(Keyed)]
    [InlineData("id INTEGER, kind VARCHAR, n NUMBER(20,4), f FLOAT, w VARIANT, at TIMESTAMP_TZ(9)")]
    public async Task Tables_ThatAreEqual_CostTwoStatements(string columns)
    {
        Make(columns);

        var (difference, sent) = await DiffAsync();

        Assert.Equal((TableVerdict.Equal, 40L, 40L), (difference.Verdict, difference.FirstRows, difference.SecondRows));
        Assert.Equal(2, sent.Count(text => text.Contains("FROM \"", StringComparison.Ordinal) && text.Contains(".\"T\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(sent, PrivateAccount.ReadsRows);
    }

    [SkippableFact]
    public async Task Rows_ThatDiffer_AreNamedWithTheirCells_AndNoOthersRead()
    {
        Make(Keyed);
        _databases!.Execute("target", "UPDATE t SET n = 0, f = 0.5 WHERE id = 7; DELETE FROM t WHERE id IN (8, 9); INSERT INTO t(id, kind) SELECT -1, 'odd'");

        var (difference, sent) = await DiffAsync();

        Assert.Equal((TableVerdict.Different, 2L, 1L, 1L, true), (difference.Verdict, difference.Missing, difference.Extra, difference.Different, difference.Counted));
        Assert.Equal(
            [(DifferenceKind.Missing, "'even', '8'"), (DifferenceKind.Extra, "'odd', '-1'"), (DifferenceKind.Different, "'odd', '7'"), (DifferenceKind.Missing, "'odd', '9'")],
            difference.Rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Kind, row.Key)));
        Assert.Equal(["N", "F"], difference.Rows.Single(row => row.Kind == DifferenceKind.Different).Cells.Select(cell => cell.Column));
        // The keys, and the rows of these on each side.
        Assert.Equal(3, sent.Count(PrivateAccount.ReadsRows));
        Assert.Equal(2, sent.Count(text => PrivateAccount.ReadsRows(text) && text.Contains("= 'even' AND \"ID\" = 8", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task Floats_ThatDifferInTheirLastBit_AreShown()
    {
        Make(Keyed);
        _databases!.Execute("source", "UPDATE t SET f = '0.1'::FLOAT WHERE id = 7");
        _databases.Execute("target", "UPDATE t SET f = '0.10000000000000002'::FLOAT WHERE id = 7");

        var (difference, _) = await DiffAsync();

        Assert.Equal(1L, difference.Different);
        Assert.Equal([("F", "'0.1'", "'0.10000000000000002'")], Assert.Single(difference.Rows).Cells.Select(cell => (cell.Column, cell.First, cell.Second)));
    }

    [SkippableFact]
    public async Task Rows_BeyondThoseThatAreShown_AreCounted()
    {
        Make(Keyed);
        _databases!.Execute("target", "UPDATE t SET n = n + 1");

        var (difference, _) = await DiffAsync();

        Assert.Equal((40L, 20), (difference.Different, difference.Rows.Count));
    }

    [SkippableFact]
    public async Task Rows_ThatShareTheirKey_AreReadAndComparedOneByOne()
    {
        Make(Keyed);
        _databases!.Execute("source", "INSERT INTO t SELECT * FROM t WHERE id = 4");

        var (difference, _) = await DiffAsync();

        Assert.Equal((TableVerdict.Different, 41L, 1L), (difference.Verdict, difference.FirstRows, difference.Missing));
    }

    private void Make(string columns)
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        _databases!.Snowflake("source", $"CREATE TABLE t({columns}); {Rows}").Snowflake("target", $"CREATE TABLE t({columns}); {Rows}");
    }

    private async Task<(TableDifference Difference, IReadOnlyList<string> Sent)> DiffAsync()
    {
        var before = account.Sent().Count;
        var difference = await new TableDiff(_databases!.Catalog).RunAsync(new("source", "", "T"), new("target", "", "T"), [], CancellationToken.None);
        return (difference, [.. account.Sent().Skip(before)]);
    }
}
