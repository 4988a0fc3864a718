using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>Tables that nobody expects, moved in ranges of three rows, stopped and taken up after each, then rolled back.</summary>
public sealed class AwkwardTablesTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    public static TheoryData<string, string, string> Definitions => new()
    {
        { "spaces and quotes", "Order \"Details\"", """"CREATE TABLE "Order ""Details""" ("Unit Price" REAL, "select" TEXT PRIMARY KEY, [from] INT); INSERT INTO "Order ""Details""" VALUES (1.5,'a',1),(2.5,'b',2),(NULL,'c',NULL),(0,'d',9)"""" },
        { "reserved word", "order", """CREATE TABLE "order"("group" INTEGER PRIMARY KEY, "index" TEXT DEFAULT 'x'); INSERT INTO "order" VALUES (1,'a'),(5,'b'),(-7,'c'),(9223372036854775807,'d'),(-9223372036854775808,'e')""" },
        { "unicode", "Größe 😀", """CREATE TABLE "Größe 😀"(ключ TEXT PRIMARY KEY, 值 TEXT); INSERT INTO "Größe 😀" VALUES ('ä','😀'),('Ä','é'),('z',''),('Z',NULL),('日本','x')""" },
        { "composite key", "t", "CREATE TABLE t(a INT NOT NULL, b TEXT NOT NULL, c, PRIMARY KEY(a, b)); WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<20) INSERT INTO t SELECT i/4, char(97+i%4), i FROM n" },
        { "composite key DESC", "t", "CREATE TABLE t(a INT NOT NULL, b TEXT NOT NULL, c, PRIMARY KEY(a DESC, b)) WITHOUT ROWID; WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<20) INSERT INTO t SELECT i/4, char(97+i%4), i FROM n" },
        { "without rowid", "t", "CREATE TABLE t(k TEXT PRIMARY KEY, v) WITHOUT ROWID; WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<10) INSERT INTO t SELECT hex(i*77), i FROM n" },
        { "nocase key", "t", "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t VALUES ('b',1),('A',2),('c',3),('D',4),('_',5),('É',6),('é',7)" },
        { "rtrim key", "t", "CREATE TABLE t(k TEXT COLLATE RTRIM PRIMARY KEY, v); INSERT INTO t VALUES ('b ',1),('A',2),('a  ',3),('D',4),('',5)" },
        { "index collation", "t", "CREATE TABLE t(k TEXT NOT NULL, v, UNIQUE(k COLLATE NOCASE)); INSERT INTO t VALUES ('b',1),('A',2),('c',3),('D',4),('_',5)" },
        { "mixed types in key", "t", "CREATE TABLE t(k PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t VALUES (1,1),(2.5,2),('10',3),('9',4),(x'00',5),(x'',6),('',7),(-1e300,8),(9007199254740993,9),(9007199254740992.0,10)" },
        { "null keys", "t", "CREATE TABLE t(k TEXT PRIMARY KEY, v); INSERT INTO t VALUES ('a',1),(NULL,2),(NULL,3),('b',4),(NULL,5),(NULL,6),('c',7)" },
        { "null in composite unique", "t", "CREATE TABLE t(a, b, v, UNIQUE(a, b)); INSERT INTO t VALUES (1,1,1),(1,NULL,2),(1,NULL,3),(NULL,1,4),(NULL,NULL,5),(2,2,6),(0,0,7)" },
        { "no key", "t", "CREATE TABLE t(a, b); INSERT INTO t VALUES (1,'x'),(1,'x'),(1,'x'),(NULL,NULL),(2,'y'),(NULL,NULL),(3,'z')" },
        { "rowid shadowed", "t", "CREATE TABLE t(rowid TEXT, a); INSERT INTO t VALUES ('x',1),('x',1),('y',2),(NULL,3)" },
        { "rowid hidden", "t", "CREATE TABLE t(rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO t VALUES ('x',1,2),('x',1,2),('y',2,NULL),(NULL,3,4)" },
        { "integer key named rowid", "t", "CREATE TABLE t(rowid INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (7,1),(9,1),(11,2),(13,3)" },
        { "integer primary key desc", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY DESC, a); INSERT INTO t VALUES (7,1),(9,1),(NULL,2),(13,3),(NULL,4)" },
        { "int is no rowid", "t", "CREATE TABLE t(id INT PRIMARY KEY, a); INSERT INTO t VALUES (7,1),('x',1),(NULL,2),(13.5,3)" },
        { "generated columns", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b INT GENERATED ALWAYS AS (a*2) VIRTUAL, c TEXT AS (a || 'x') STORED NOT NULL, d); INSERT INTO t(a,d) VALUES (1,'p'),(2,'q'),(3,'r'),(4,'s')" },
        { "strict", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b REAL, c TEXT, d BLOB, e ANY) STRICT; INSERT INTO t VALUES (1,2,3,'x',x'01','000123'),(2,NULL,1e308,'',x'','5'),(3,-1,0.1,'é',x'','x'),(4,1,2,'3',x'ff',4)" },
        { "wrong types", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, r REAL, d DECIMAL(10,2), t TEXT, b BOOLEAN, dt DATETIME); INSERT INTO t VALUES (1,'abc','x','12.50',7,'yes','2024-01-01'),(2,1.5,5,'1e3',x'00ff','1',NULL),(3,x'41','',1234567890123456789,1.25,0,0),(4,'','','','','','')" },
        { "floats", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, f REAL, x); INSERT INTO t VALUES (1,1e999,1e999),(2,-1e999,-1e999),(3,0.1+0.2,0.1+0.2),(4,-0.0,-0.0),(5,5e-324,5e-324),(6,1.7976931348623157e308,9007199254740993)" },
        { "text bytes", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, s TEXT); INSERT INTO t VALUES (1,CAST(x'ff00fe' AS TEXT)),(2,CAST(x'61006200' AS TEXT)),(3,''),(4,char(0)),(5,CAST(x'c328' AS TEXT)),(6,NULL)" },
        { "text bytes in key", "t", "CREATE TABLE t(s TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t VALUES (CAST(x'ff00fe' AS TEXT),1),(CAST(x'61006200' AS TEXT),2),('',3),(char(0),4),(CAST(x'c328' AS TEXT),5),('a',6)" },
        { "blobs", "t", "CREATE TABLE t(id BLOB PRIMARY KEY, b BLOB); INSERT INTO t VALUES (x'',zeroblob(10)),(x'00',x''),(x'0000',NULL),(x'ff',randomblob(100000)),(x'0a',randomblob(5000))" },
        { "very many columns", "t", $"CREATE TABLE t({string.Join(", ", Enumerable.Range(0, 1990).Select(i => $"c{i} INT"))}); INSERT INTO t(c0, c1989) VALUES (1,2),(3,NULL),(NULL,4),(5,6)" },
        { "empty", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB)" },
        { "one column", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1),(2),(3)" },
        { "self reference", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES t(id) ON DELETE CASCADE); INSERT INTO t VALUES (1,4),(2,1),(3,NULL),(4,2)" },
        { "checks and defaults", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT ('a' || 'b') CHECK(a <> ')' AND length(a) > 0), b DEFAULT CURRENT_TIMESTAMP, CONSTRAINT positive CHECK (id > 0)); INSERT INTO t(id,a) VALUES (1,'x'),(2,'('),(3,'''')" },
        { "comments in ddl", "t", "CREATE TABLE /* t( */ t -- (name\n(id INTEGER PRIMARY KEY, -- CHECK (x)\n a TEXT /* , b */); INSERT INTO t VALUES (1,'x'),(2,'y'),(3,'z')" },
        { "double quoted default", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT DEFAULT 'abc'); INSERT INTO t(id) VALUES (1),(2),(3)" },
        { "indexes", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b); CREATE UNIQUE INDEX \"my \"\"index\" ON t(a DESC, b COLLATE NOCASE); CREATE INDEX partial ON t(b) WHERE a IS NOT NULL; CREATE INDEX expression ON t(lower(a), b + 1); INSERT INTO t VALUES (1,'x',1),(2,'y',2),(3,NULL,3)" },
        { "autoincrement", "t", "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO t(a) VALUES (1),(2),(3),(4); DELETE FROM t WHERE id = 4" },
    };

    public static IEnumerable<object[]> Tables => Definitions.SelectMany(row => new[] { true, false }, (row, pushDown) => (object[])[.. row, pushDown]);

    public static IEnumerable<object[]> TablesWithIdentity => Tables.Where(row => (string)row[0] != "rowid hidden");

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_StoppedAfterEachRange_IsEqualAndRollsBack(string what, string table, string sql, bool pushDown)
    {
        Assert.NotEmpty(what);
        _databases.Make("source", sql);
        var run = TableRun.Of(_databases, table, batchSize: 3).By(pushDown);
        Assert.Equal(pushDown, (await run.PrepareAsync()).PushDown);

        var slices = 0;
        while (!(await run.CopyAsync(TimeSpan.Zero)).Done)
            slices++;
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.True(slices >= 0);
        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(await DumpAsync("source", table), await DumpAsync("target", table));
        Assert.Equal(Schema("source", table), Schema("target", table));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [Theory]
    [MemberData(nameof(TablesWithIdentity))]
    public async Task Table_IntoTheSameTableWithRows_AddsAndTakesBackItsOwn(string what, string table, string sql, bool pushDown)
    {
        Assert.NotEmpty(what);
        var ddl = sql.Contains("INSERT", StringComparison.Ordinal) ? sql[..sql.IndexOf("INSERT", StringComparison.Ordinal)] : sql;
        if (ddl.Contains("WITH RECURSIVE", StringComparison.Ordinal))
            ddl = ddl[..ddl.IndexOf("WITH RECURSIVE", StringComparison.Ordinal)];
        _databases.Make("target", ddl);
        _databases.Make("source", sql);
        var quoted = "\"" + table.Replace("\"", "\"\"") + "\"";
        // Every other row of the source goes into the target beforehand and out of the source.
        using (var session = Engine.SqliteSession.Open(_databases.PathOf("target"), Engine.SessionMode.Write, "target"))
        {
            session.Execute($"ATTACH '{_databases.PathOf("source")}' AS s");
            var columns = string.Join(", ", session.Query($"SELECT name FROM pragma_table_info('{table}')", r => "\"" + r.GetText(0) + "\""));
            var number = table == "t" && sql.Contains("WITHOUT ROWID", StringComparison.Ordinal) ? Key(sql) + " % 2 = 0" : "s." + quoted + "._rowid_ % 2 = 0";
            session.Execute($"INSERT INTO {quoted}({columns}) SELECT {columns} FROM s.{quoted} WHERE {number}");
            session.Execute($"DELETE FROM s.{quoted} WHERE {number}");
        }
        var before = await DumpAsync("target", table);
        var expected = before.Concat(await DumpAsync("source", table)).Order(StringComparer.Ordinal).ToList();
        var run = TableRun.Of(_databases, table, batchSize: 2).By(pushDown);

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(expected, await DumpAsync("target", table));
        await run.RollbackAsync();
        var verification = await run.VerifyRollbackAsync();
        Assert.True(verification.Equal, verification.Summary);
        Assert.Equal(before, await DumpAsync("target", table));
    }

    private static string Key(string sql) => sql.Contains("PRIMARY KEY(a", StringComparison.Ordinal) ? "c" : "v";

    private async Task<List<string>> DumpAsync(string database, string table)
    {
        var catalog = _databases.Catalog(database);
        await using var opened = await catalog.OpenAsync(database, CancellationToken.None);
        var schema = await opened.ReadSchemaAsync("", CancellationToken.None);
        var definition = schema.FindTable(table)!;
        var columns = string.Join(" || ',' || ", definition.Columns
            .Select(c => $"typeof(\"{c.Name.Replace("\"", "\"\"")}\") || hex(CAST(\"{c.Name.Replace("\"", "\"\"")}\" AS BLOB))")
            .Chunk(100).Select(group => $"({string.Join(" || ',' || ", group)})"));
        return [.. _databases.Rows(database, $"SELECT {columns} FROM \"{table.Replace("\"", "\"\"")}\"").Order(StringComparer.Ordinal)];
    }

    private List<string> Schema(string database, string table)
    {
        // The name alone is written anew, always quoted; so compare what SQLite understands.
        var name = table.Replace("'", "''");
        return
        [
            .. _databases.Rows(database, $"SELECT name || '|' || type || '|' || \"notnull\" || '|' || ifnull(dflt_value,'~') || '|' || pk || '|' || hidden FROM pragma_table_xinfo('{name}')"),
            .. _databases.Rows(database, $"SELECT l.origin || l.\"unique\" || l.partial || '|' || group_concat(ifnull(x.name,'~') || x.coll || x.desc) FROM pragma_index_list('{name}') l, pragma_index_xinfo(l.name) x GROUP BY l.name ORDER BY 1"),
            .. _databases.Rows(database, $"SELECT \"from\" || \"table\" || ifnull(\"to\",'~') || on_delete FROM pragma_foreign_key_list('{name}')"),
            .. _databases.Rows(database, $"SELECT wr || '|' || strict FROM pragma_table_list WHERE name = '{name}'"),
        ];
    }
}
