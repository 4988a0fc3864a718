using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class TableDiffTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, n NUMERIC);
        WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 25000) INSERT INTO t SELECT x, 'name ' || x, x / 2.0 FROM i;
        """;

    private readonly Databases databases = new();

    public void Dispose() => databases.Dispose();

    [Fact]
    public async Task Tables_OfTheSameRows_AreEqual()
    {
        Make(Schema, Schema);
        var found = await DiffAsync();
        Assert.Equal((TableVerdict.Equal, 25_000, 25_000), (found.Verdict, found.FirstRows, found.SecondRows));
        Assert.Empty(found.Rows);
    }

    [Fact]
    public async Task Tables_ThatDiffer_AreNamedToRowsAndCells()
    {
        Make(Schema, Schema + "DELETE FROM t WHERE id = 7; INSERT INTO t VALUES (99999, 'new', 0); UPDATE t SET name = NULL, n = 1 WHERE id = 11000");
        var found = await DiffAsync();
        Assert.Equal((TableVerdict.Different, 1, 1, 1, true), (found.Verdict, found.Missing, found.Extra, found.Different, found.Counted));
        Assert.Equal(["11000 Different", "7 Missing", "99999 Extra"], found.Rows.Select(row => $"{row.Key} {row.Kind}").Order(StringComparer.Ordinal));
        var cells = found.Rows.Single(row => row.Kind == DifferenceKind.Different).Cells;
        Assert.Equal([new("name", "'name 11000'", "NULL"), new("n", "5500", "1")], cells);
    }

    [Fact]
    public async Task Rows_InAnotherPhysicalOrder_AreEqual()
    {
        Make("CREATE TABLE t(a TEXT PRIMARY KEY, b INTEGER); INSERT INTO t VALUES ('x', 1), ('y', 2), ('é', 3)",
            "CREATE TABLE t(b INTEGER, a TEXT COLLATE NOCASE); INSERT INTO t VALUES (3, 'é'), (2, 'y'), (1, 'x')");
        Assert.Equal(TableVerdict.Equal, (await DiffAsync()).Verdict);
    }

    [Fact]
    public async Task Rows_WithoutAKey_AreComparedAsAMultiset()
    {
        Make("CREATE TABLE t(a); INSERT INTO t VALUES (1), (1), (2), (NULL)", "CREATE TABLE t(a); INSERT INTO t VALUES (1), (2), (2), (NULL)");
        var found = await DiffAsync();
        Assert.Equal((1, 1, 0), (found.Missing, found.Extra, found.Different));
        Assert.Empty(found.Key);
    }

    [Fact]
    public async Task Columns_OfOneTableAlone_AreNamedAndMakeItNotComparable()
    {
        Make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b); INSERT INTO t VALUES (1, 2, 3)", "CREATE TABLE t(ID INTEGER PRIMARY KEY, A, c); INSERT INTO t VALUES (1, 2, 4)");
        var found = await DiffAsync();
        Assert.Equal((TableVerdict.NotComparable, 2), (found.Verdict, found.NotCompared.Count));
        Assert.Equal(TableVerdict.Equal, (await DiffAsync("a")).Verdict);
    }

    [Fact]
    public async Task Values_OfAnotherAffinity_AreComparedAsTheSecondTableKeepsThem()
    {
        Make("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, '5')", "CREATE TABLE t(id INTEGER PRIMARY KEY, a INTEGER); INSERT INTO t VALUES (1, 5)");
        Assert.Equal(TableVerdict.Equal, (await DiffAsync()).Verdict);
    }

    [Fact]
    public async Task Table_ThatIsNotThere_FailsByName()
    {
        Make("CREATE TABLE t(a)", "CREATE TABLE u(a)");
        Assert.Equal(ErrorCodes.TableUnknown, (await Assert.ThrowsAsync<MigrationException>(() => DiffAsync())).Code);
    }

    [Theory]
    [InlineData("DB.main.t", "DB", "main", "t")]
    [InlineData("DB.t", "DB", "", "t")]
    [InlineData("DB.main.t.x", "DB", "main", "t.x")]
    public void Address_Parsed_HasItsParts(string text, string database, string schema, string table) =>
        Assert.Equal(new TableAddress(database, schema, table), TableAddress.Parse(text));

    [Theory]
    [InlineData("t")]
    [InlineData("DB.")]
    [InlineData("DB..t")]
    public void Address_OfNoTable_IsRefused(string text) =>
        Assert.Equal(ErrorCodes.TableUnknown, Assert.Throws<MigrationException>(() => TableAddress.Parse(text)).Code);

    private void Make(string first, string second)
    {
        databases.Make("source", first);
        databases.Make("target", second);
    }

    private Task<TableDifference> DiffAsync(params string[] columns) =>
        new TableDiff(databases.Catalog("source", "target")).RunAsync(new("source", "", "t"), new("target", "", "t"), columns, CancellationToken.None);
}
