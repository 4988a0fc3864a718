using Migration.Conformance;
using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tests;

public sealed class TableDiffTests : IDisposable
{
    private const string Sqlite = """
        CREATE TABLE t(name VARCHAR(20) PRIMARY KEY, price DECIMAL(12,2), paid BOOLEAN, at DATETIME, size DOUBLE);
        INSERT INTO t VALUES ('b', 1.5, 1, '2026-01-02 03:04:05', 0.25), ('A', 20, 0, NULL, 1e300), ('é', NULL, NULL, '1999-12-31 23:59:59', NULL);
        """;

    private const string Postgres = """
        CREATE TABLE t(name varchar(20) PRIMARY KEY, price numeric(12,2), paid boolean, at timestamp, size float8);
        INSERT INTO t VALUES ('A', 20, false, NULL, 1e300), ('b', 1.5, true, '2026-01-02 03:04:05', 0.25), ('é', NULL, NULL, '1999-12-31 23:59:59', NULL);
        """;

    private readonly TestDatabases databases = new();

    public void Dispose() => databases.Dispose();

    [SkippableTheory]
    [InlineData("lite", "post")]
    [InlineData("post", "lite")]
    [InlineData("post", "other")]
    public async Task Tables_OfTheSameRows_AreEqualInEitherDirection(string first, string second)
    {
        databases.Sqlite("lite", Sqlite).Postgres("post", Postgres).Postgres("other", Postgres);
        var found = await DiffAsync(first, second);
        Assert.True(found.Verdict == TableVerdict.Equal, string.Join("; ", found.Rows.SelectMany(row => row.Cells)));
        Assert.Equal(3, found.FirstRows);
    }

    [SkippableTheory]
    [InlineData("lite", "post")]
    [InlineData("post", "lite")]
    [InlineData("other", "post")]
    public async Task Tables_ThatDiffer_AreNamedToCells(string first, string second)
    {
        databases.Sqlite("lite", Sqlite).Postgres("post", Postgres).Postgres("other", Postgres);
        databases.RunPostgres("post", "UPDATE t SET price = 2 WHERE name = 'b'; DELETE FROM t WHERE name = 'é'");
        var found = await DiffAsync(first, second);
        Assert.Equal((1, 1), (found.Missing + found.Extra, found.Different));
        Assert.Equal("price", Assert.Single(found.Rows.SelectMany(row => row.Cells)).Column);
    }

    private Task<TableDifference> DiffAsync(string first, string second) =>
        new TableDiff(databases.Catalog).RunAsync(new(first, "", "t"), new(second, "", "t"), [], CancellationToken.None);
}
