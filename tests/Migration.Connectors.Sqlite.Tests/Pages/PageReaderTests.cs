using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
namespace Migration.Connectors.Sqlite.Tests.Pages;

public sealed class PageReaderTests : IDisposable
{
    private static readonly BatchLimits s_everything = new(int.MaxValue, long.MaxValue);

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    /// <summary>Pragmas, bytes reserved in each page, rows, whether the table has a key.</summary>
    public static TheoryData<string, int, int, bool> Files => new()
    {
        { "PRAGMA page_size=512", 0, 400, true },
        { "PRAGMA page_size=512", 32, 300, false },
        { "PRAGMA page_size=1024; PRAGMA auto_vacuum=FULL", 0, 400, true },
        { "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL", 0, 400, false },
        { "PRAGMA page_size=4096", 0, 1500, true },
        { "PRAGMA page_size=8192", 255, 400, true },
        { "PRAGMA page_size=65536", 0, 800, true },
        { "PRAGMA page_size=65536", 17, 5, false },
        { "PRAGMA journal_mode=WAL", 0, 300, true },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Rows_FromPages_AreThoseOfTheStatement(string pragmas, int reserved, int rows, bool hasKey)
    {
        foreach (var seed in Enumerable.Range(1, 3))
        {
            var path = _databases.PathOf($"file{seed}");
            new GeneratedTable(seed).Make(path, pragmas, rows, reserved, hasKey);
            using var both = new BothReaders(path);
            var random = new Random(seed);

            Assert.Equal(both.ReadStatement(null, s_everything), both.ReadPages(null, s_everything));
            foreach (var id in both.RowIds().Where(_ => random.Next(10) == 0))
            {
                var limits = new BatchLimits(random.Next(1, 40), random.Next(1, 100_000));
                Assert.Equal(both.ReadStatement(id, limits), both.ReadPages(id, limits));
                Assert.Equal(both.ReadStatement(id ^ 5, limits), both.ReadPages(id ^ 5, limits));
                var upTo = id + random.Next(100);
                Assert.Equal(both.ReadStatement(id, limits, upTo), both.ReadPages(id, limits, upTo));
                Assert.Equal(both.ReadStatement(null, s_everything, upTo), both.ReadPages(null, s_everything, upTo));
            }
        }
    }

    [Theory]
    [InlineData("CREATE TABLE t(a)")]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY)")]
    [InlineData("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2)")]
    [InlineData("CREATE TABLE t(r REAL, a ANY) STRICT; INSERT INTO t VALUES (5, '007'), (-0.0, 1.0)")]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY, r FLOAT); INSERT INTO t VALUES (1, 9007199254740993), (2, 1e15), (3, 'x'), (4, x'00')")]
    public void SmallTable_FromPages_IsThatOfTheStatement(string sql)
    {
        using var both = new BothReaders(_databases.Make("file", sql));

        Assert.Equal(both.ReadStatement(null, s_everything), both.ReadPages(null, s_everything));
        Assert.Equal(both.ReadStatement(7, s_everything), both.ReadPages(7, s_everything));
    }

    [Theory]
    [InlineData("PRAGMA encoding='UTF-16le'; CREATE TABLE t(a)")]
    [InlineData("CREATE TABLE t(a, b AS (a + 1))")]
    public void Table_OfAnotherForm_IsLeftToTheStatement(string sql)
    {
        using var both = new BothReaders(_databases.Make("file", sql));

        Assert.False(both.CanOpenPages);
    }

    [Fact]
    public void Rows_FromBeforeAColumnWasAdded_AreLeftToTheStatement()
    {
        using var both = new BothReaders(_databases.Make("file", "CREATE TABLE t(a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT 'x'; INSERT INTO t VALUES (1, 2)"));

        Assert.Null(both.ReadPages(null, s_everything));
        Assert.Equal(2, both.ReadStatement(null, s_everything).Rows);
    }

    [Fact]
    public void Null_WhereTheTableForbidsIt_IsLeftToTheStatement()
    {
        using var both = new BothReaders(_databases.Make("file", """
            CREATE TABLE t(a); INSERT INTO t VALUES (NULL);
            PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a NOT NULL)'
            """));

        Assert.Null(both.ReadPages(null, s_everything));
    }

    [Fact]
    public void Log_WithPagesInIt_IsLeftToTheStatementUntilItIsEmpty()
    {
        var path = _databases.Make("file", "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (1)");
        using var both = new BothReaders(path);
        var before = both.ReadPages(null, s_everything);
        using var writer = SqliteSession.Open(path, SessionMode.Write, "writer");

        writer.Execute("INSERT INTO t VALUES (2)");
        var during = both.ReadPages(null, s_everything);
        writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

        Assert.Equal((1, null, 2), (before?.Rows, during?.Rows, both.ReadPages(null, s_everything)?.Rows));
    }

    [Theory]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO c")]
    [InlineData("DROP TABLE t")]
    [InlineData("DROP TABLE t; CREATE TABLE t(b, a)")]
    public void Table_DefinedAnewMeanwhile_IsLeftToTheStatement(string change)
    {
        var path = _databases.Make("file", "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2)");
        using var both = new BothReaders(path);
        Assert.NotNull(both.ReadPages(null, s_everything));

        _databases.Make("file", change);

        Assert.Null(both.ReadPages(null, s_everything));
    }

    [Fact]
    public void File_VacuumedToOtherPages_IsReadOn()
    {
        var path = _databases.PathOf("file");
        new GeneratedTable(1).Make(path, "PRAGMA page_size=4096");
        using var both = new BothReaders(path);
        var before = both.ReadPages(null, s_everything);

        _databases.Make("file", "PRAGMA page_size=1024; VACUUM");

        Assert.Equal(before, both.ReadPages(null, s_everything));
    }
}
