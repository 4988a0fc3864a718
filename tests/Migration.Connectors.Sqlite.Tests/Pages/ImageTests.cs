using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Pages;
using Migration.Connectors.Sqlite.Schema;

namespace Migration.Connectors.Sqlite.Tests.Pages;

public sealed class ImageTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b REAL, c BLOB, d DECIMAL(10,2), e)", true)]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a INT DEFAULT -1, b DEFAULT ('x' || 'y'), c DEFAULT CURRENT_TIMESTAMP, d DEFAULT 'it''s')", true)]
    [InlineData("CREATE TABLE t(a TEXT COLLATE NOCASE, b VARCHAR(10))", true)]
    [InlineData("CREATE TABLE t(a INT, b ANY NOT NULL, c REAL) STRICT", true)]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY, a UNIQUE)", false)]
    [InlineData("CREATE TABLE t(id INTEGER PRIMARY KEY, a CHECK (a > 0))", false)]
    public void Table_IntoItsLike_IsCopiedAsRecordsWhereNothingIsToBeChecked(string sql, bool asRecords)
    {
        using var session = SqliteSession.Open(_databases.Make("target", sql), SessionMode.Write, "target");
        using var images = ImageAttachment.TryAttach(session, new SqliteSchemaReader(session).ReadTable("t")!);

        var steps = session.Query($"EXPLAIN INSERT INTO main.t SELECT * FROM {ImageAttachment.Table}", row => row.GetText(1));

        Assert.Equal(asRecords, steps.Contains("RowData"));
    }

    [Fact]
    public void Columns_ThatCannotBeDeclaredAgain_GiveNoImage()
    {
        using var session = SqliteSession.Open(_databases.Make("target", "CREATE TABLE t(a DEFAULT abc)"), SessionMode.Write, "target");

        Assert.Null(ImageAttachment.TryAttach(session, new SqliteSchemaReader(session).ReadTable("t")!));
        Assert.Equal(1, session.QueryInteger("SELECT count(*) FROM pragma_database_list"));
    }

    [Theory]
    [InlineData(512, 10)]
    [InlineData(4096, 1000)]
    [InlineData(65536, 60)]
    public void Image_OfAnyRange_IsSoundAndHasItsRows(int pageSize, int rows)
    {
        var path = _databases.PathOf("source");
        new GeneratedTable(rows).Make(path, $"PRAGMA page_size={pageSize}", 700);
        using var target = SqliteSession.Open(_databases.PathOf("target"), SessionMode.Create, "target");
        target.Execute($"ATTACH '{path}' AS s");
        using var source = SqliteSession.Open(path, SessionMode.Read, "source");
        var table = new SqliteSchemaReader(source).ReadTable("t")!;
        using var images = ImageAttachment.TryAttach(target, table)!;
        using var reader = PageReader.TryOpen(source, table, [.. table.Columns.Select(c => (c.Name, false))])!;
        reader.EmptyImage = images.Empty;
        var batch = new RowBatch(table.Columns.Count, keepsRows: false);

        for (long? after = null; !batch.EndsSegment; after = LastKey(batch))
        {
            batch.Clear();
            Assert.True(reader.TryRead(batch, after, upTo: null, new BatchLimits(rows, long.MaxValue)));
            using (images.Show((TableImage)batch.NativeRows!))
            {
                Assert.Equal("ok", target.QueryText("PRAGMA _migration_image.integrity_check"));
                Assert.Equal(batch.Rows, target.QueryInteger(
                    $"SELECT count(*) FROM {ImageAttachment.Table} i JOIN s.t o ON i.c0 = o.id WHERE (?1 IS NULL OR i.c0 > ?1) AND quote(i.c1) IS quote(o.r) AND quote(i.c2) IS quote(o.n) AND quote(i.c3) IS quote(o.s) AND quote(i.c4) IS quote(o.m) AND quote(i.c5) IS quote(o.x) AND quote(i.c6) IS quote(o.b)",
                    after));
            }
            Assert.Equal(0, target.QueryInteger($"SELECT count(*) FROM {ImageAttachment.Table}"));
        }
    }

    private static long LastKey(RowBatch batch)
    {
        var key = new ValueReader(batch.LastKey.Encoded);
        return key.Next() ? key.Integer : long.MaxValue;
    }
}
