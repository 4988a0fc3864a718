using System.Diagnostics;
using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Npgsql;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>Tables as PostgreSQL alone has them.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("PRIMARY KEY (id)")]
    [InlineData("CHECK (true)")]
    public async Task PartitionedTable_WithAKeyOrWithout_ArrivesWhole(string key)
    {
        _databases.Postgres("source", $"""
            CREATE TABLE t(id bigint NOT NULL, v text, {key}) PARTITION BY RANGE (id);
            CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000);
            CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1000) TO (2000);
            CREATE TABLE t3 PARTITION OF t DEFAULT;
            INSERT INTO t SELECT i, 'value ' || i FROM generate_series(1, 3000) i;
            """).Postgres("target");

        var validation = await TableRun.Of(_databases, "t", batchSize: 300).RunAsync();

        Assert.Equal((TableVerdict.Equal, 3000L), (validation.Verdict, validation.TargetRows));
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        Assert.Equal(["t"], (await database.ReadSchemaAsync("", CancellationToken.None)).Tables.Select(t => t.Name));
    }

    [SkippableFact]
    public async Task Rows_LongerAndShorterThanABuffer_ArriveWhole()
    {
        _databases.Postgres("source", """
            CREATE TABLE t(id bigint PRIMARY KEY, v text, n numeric);
            INSERT INTO t SELECT i, CASE WHEN i % 10 = 0 THEN repeat('long ', 30000 + i) WHEN i % 3 > 0 THEN repeat('s', i % 200) END, i / 7.0 FROM generate_series(1, 400) i;
            """).Postgres("target").Sqlite("file");

        var (same, other) = (await TableRun.Of(_databases, "t", batchSize: 150).RunAsync(), await TableRun.Of(_databases, "t", batchSize: 150, target: "file").RunAsync());

        Assert.Equal((TableVerdict.Equal, 400L), (same.Verdict, same.TargetRows));
        Assert.Equal((TableVerdict.Equal, 400L), (other.Verdict, other.TargetRows));
    }

    [SkippableFact]
    public async Task InheritedTables_HaveTheirOwnRowsAlone()
    {
        _databases.Postgres("source", """
            CREATE TABLE t(id bigint PRIMARY KEY, v text);
            CREATE TABLE child(extra text, PRIMARY KEY (id)) INHERITS (t);
            INSERT INTO t VALUES (1, 'a'), (2, 'b');
            INSERT INTO child VALUES (3, 'c', 'more');
            """).Sqlite("target");

        var (parent, child) = (await TableRun.Of(_databases, "t").RunAsync(), await TableRun.Of(_databases, "child").RunAsync());

        Assert.Equal((TableVerdict.Equal, 2L), (parent.Verdict, parent.TargetRows));
        Assert.Equal((TableVerdict.Equal, 1L), (child.Verdict, child.TargetRows));
    }

    [SkippableFact]
    public async Task TableWithoutKey_WrittenToBetweenSlices_IsRefusedAtTheEnd()
    {
        _databases.Postgres("source", "CREATE TABLE t(id bigint, v text); INSERT INTO t SELECT i, repeat('x', 500) FROM generate_series(1, 200) i").Postgres("target");
        var run = TableRun.Of(_databases, "t", batchSize: 10);
        await run.PrepareAsync();
        Assert.False((await run.CopyAsync(TimeSpan.Zero)).Done);

        _databases.RunPostgres("source", "UPDATE t SET v = 'moved' WHERE id = 1");
        var failure = await Assert.ThrowsAnyAsync<MigrationException>(() => run.CopyInSlicesAsync());

        Assert.Equal(ErrorCodes.SourceChanged, failure.Code);
    }

    [SkippableFact]
    public async Task TextKey_InALanguagesOrder_IsCopiedInThatOrder()
    {
        _databases.Postgres("source", """
            CREATE TABLE t(k text COLLATE "und-x-icu" PRIMARY KEY, v int);
            INSERT INTO t VALUES ('a', 1), ('B', 2), ('b', 3), ('A', 4), ('é', 5), ('e', 6), ('_', 7), ('z', 8), ('Z', 9);
            """).Postgres("target").Sqlite("file");

        var copied = await TableRun.Of(_databases, "t", batchSize: 2).RunAsync();
        var written = await TableRun.Of(_databases, "t", batchSize: 2, target: "file").RunAsync();

        Assert.Equal((TableVerdict.Equal, 9L), (copied.Verdict, copied.TargetRows));
        Assert.Equal((TableVerdict.Equal, 9L), (written.Verdict, written.TargetRows));
    }

    [SkippableFact]
    public async Task Rows_WithinOneDatabase_AreThoseOfOneMoment()
    {
        _databases.Postgres("source", "CREATE SCHEMA other; CREATE TABLE t(id bigint PRIMARY KEY, v text); INSERT INTO t SELECT i, 'before' FROM generate_series(1, 1000) i");
        var run = TableRun.Of(_databases, "t", batchSize: 50, target: "source").With(job => job with { TargetSchema = "other" });
        var prepared = await run.PrepareAsync();

        await run.CopyAsync(afterCommit: _ => _databases.RunPostgres("source", "UPDATE public.t SET v = 'after' WHERE id > 900"));
        await run.FinishAsync();

        Assert.True(prepared.PushDown);
        Assert.Equal("before", _databases.Scalar("source", "SELECT string_agg(DISTINCT v, ',') FROM other.t"));
        var validation = await run.ValidateAsync();
        Assert.Equal((ErrorCodes.SourceChanged, 1000L), (validation.Code, validation.TargetRows));
        _databases.RunPostgres("source", "UPDATE public.t SET v = 'before'");
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableTheory]
    [InlineData("lower(v)", true)]
    [InlineData("coalesce(v, 'x') || substr(v, 1, 2)", true)]
    [InlineData("random()::text", false)]
    [InlineData("clock_timestamp()::text", false)]
    [InlineData("now()::text", false)]
    [InlineData("current_date::text", false)]
    [InlineData("(SELECT max(v) FROM t)", false)]
    public async Task Source_WithAnExpression_IsRepeatableWhereItGivesTheSameAgain(string expression, bool isRepeatable)
    {
        _databases.Postgres("source", "CREATE TABLE t(id int PRIMARY KEY, v text)");
        var table = new TableMigration
        {
            SourceTable = "t",
            Columns = [new ColumnMapping { TargetColumn = "w", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = expression } }],
        };
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        await using var source = await database.OpenSourceAsync(TableRun.Of(_databases, "t").Job with { Table = table }, CancellationToken.None);

        Assert.Equal(isRepeatable, source.IsRepeatable);
    }

    [SkippableTheory]
    [InlineData("INSERT INTO t VALUES (4, 'd')", false)]
    [InlineData("UPDATE t SET v = 'x' WHERE id = 2", false)]
    [InlineData("UPDATE t SET v = v WHERE id = 2", false)]
    [InlineData("DELETE FROM t WHERE id = 2", false)]
    [InlineData("DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (2, 'b')", false)]
    [InlineData("TRUNCATE t; INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')", false)]
    [InlineData("ALTER TABLE t DROP COLUMN v; ALTER TABLE t ADD COLUMN v text DEFAULT 'x'", false)]
    [InlineData("ALTER TABLE t ALTER COLUMN id TYPE bigint", false)]
    [InlineData("INSERT INTO other VALUES (1)", true)]
    [InlineData("BEGIN; INSERT INTO t VALUES (4, 'd'); ROLLBACK", true)]
    [InlineData("SELECT * FROM t FOR UPDATE", true)]
    public async Task Mark_OfASource_HoldsUntilItsRowsChange(string sql, bool holds)
    {
        _databases.Postgres("source", "CREATE TABLE t(id int PRIMARY KEY, v text); CREATE TABLE other(id int); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        await using var source = await database.OpenSourceAsync(TableRun.Of(_databases, "t").Job, CancellationToken.None);
        var mark = await SettledMarkAsync(source);

        _databases.RunPostgres("source", sql);

        Assert.Equal(holds, await source.HoldsAsync(mark!, 3, CancellationToken.None));
    }

    // Rows count as new as long as a transaction runs that is older than they are, of another test's database, too. What
    // is written beside them takes the short way, which is that the server wrote nothing at all.
    private async Task<string> SettledMarkAsync(ITableSource source)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            var mark = await source.MarkAsync(CancellationToken.None);
            _databases.RunPostgres("source", "INSERT INTO other VALUES (0)");
            if (await source.HoldsAsync(mark!, 3, CancellationToken.None))
                return mark!;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), "The mark of a table that nobody writes to does not hold.");
        }
    }

    [SkippableFact]
    public async Task Mark_TakenWhileSomebodyWrites_DoesNotHoldOnceTheyCommit()
    {
        _databases.Postgres("source", "CREATE TABLE t(id int PRIMARY KEY); INSERT INTO t VALUES (1)");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        await using var source = await database.OpenSourceAsync(TableRun.Of(_databases, "t").Job, CancellationToken.None);
        await using var writer = new NpgsqlConnection(_databases.ConnectionString("source"));
        await writer.OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using var swap = new NpgsqlCommand("INSERT INTO t VALUES (2); DELETE FROM t WHERE id = 1", writer);
        await swap.ExecuteNonQueryAsync();
        var mark = await source.MarkAsync(CancellationToken.None);

        await transaction.CommitAsync();

        Assert.False(await source.HoldsAsync(mark!, 1, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Mark_OfATableThatIsNotLogged_IsNotTaken()
    {
        _databases.Postgres("source", "CREATE UNLOGGED TABLE t(id int PRIMARY KEY)");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        await using var source = await database.OpenSourceAsync(TableRun.Of(_databases, "t").Job, CancellationToken.None);

        Assert.Null(await source.MarkAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task Columns_MappedFilteredAndComputed_ArriveAsThePlanSays()
    {
        _databases.Postgres("source", "CREATE TABLE t(id int PRIMARY KEY, v text, n numeric); INSERT INTO t VALUES (1, 'A', 1.5), (2, 'B', 2.5), (3, NULL, 3.5)").Postgres("target").Sqlite("file");
        var table = new TableMigration
        {
            SourceTable = "t",
            TargetTable = "u",
            Columns =
            [
                new ColumnMapping { SourceColumn = "id", TargetColumn = "key" },
                new ColumnMapping { TargetColumn = "word", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = "coalesce(lower(v), 'none')" } },
                new ColumnMapping { SourceColumn = "n", TargetColumn = "whole", Transform = new DataTransformation { Type = TransformationType.Convert, DataType = "bigint" } },
            ],
            Transformations = [new DataTransformation { Type = TransformationType.Filter, Expression = "n > 2 -- at least" }],
        };

        foreach (var target in (string[])["target", "file"])
        {
            var validation = await TableRun.Of(_databases, "t", target: target).With(job => job with { Table = table }).RunAsync();
            Assert.Equal((TableVerdict.Equal, 2L), (validation.Verdict, validation.TargetRows));
            Assert.Equal(["2|b|3", "3|none|4"], _databases.Rows(target, "SELECT key || '|' || word || '|' || whole FROM u ORDER BY key"));
        }
    }

    [SkippableTheory]
    [InlineData("lower(v)", true)]
    [InlineData("v = ')' AND n > 0", true)]
    [InlineData("$$;$$", true)]
    [InlineData("nothing", false)]
    [InlineData("1); DROP TABLE t; --", false)]
    [InlineData("count(*)", false)]
    [InlineData("v, n", false)]
    [InlineData("'open", false)]
    public async Task Expression_OfAPlan_IsCompiledNotRun(string expression, bool isSound)
    {
        _databases.Postgres("source", "CREATE TABLE t(v text, n int)");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);

        Assert.Equal(isSound, await database.CheckExpressionAsync("", "t", expression, CancellationToken.None) is null);
        Assert.Equal("0", _databases.Scalar("source", "SELECT count(*) FROM t"));
    }

    [SkippableFact]
    public async Task Schema_WithWhatIsNotMigrated_NamesIt()
    {
        _databases.Postgres("source", """
            CREATE TABLE t(id int PRIMARY KEY);
            CREATE VIEW v AS SELECT * FROM t;
            CREATE MATERIALIZED VIEW m AS SELECT * FROM t;
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f();
            """);
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);

        var schema = await database.ReadSchemaAsync("", CancellationToken.None);

        Assert.Equal(["m", "v", "g"], schema.Unsupported.Select(u => u.Name));
        Assert.Equal("1", await database.QueryScalarAsync("", "SELECT count(*) FROM pg_trigger WHERE tgname = 'g'", CancellationToken.None));
        Assert.Equal(ErrorCodes.SchemaUnknown, (await Assert.ThrowsAnyAsync<MigrationException>(() => database.ReadSchemaAsync("none", CancellationToken.None))).Code);
        Assert.Equal(ErrorCodes.TableUnknown, (await Assert.ThrowsAnyAsync<MigrationException>(() => database.CountRowsAsync("", "T", null, CancellationToken.None))).Code);
    }

    [Theory]
    [InlineData("connection", "", "connection")]
    [InlineData("connection", "Hots=x;Password=secret", "connection string")]
    [InlineData("password", "secret", "password")]
    [InlineData("lockTimeout", "soon", "lockTimeout")]
    public async Task Settings_ThatAreWrong_AreRefusedWithoutTheirValues(string key, string value, string named)
    {
        var values = new Dictionary<string, string> { ["connection"] = "Host=localhost", [key] = value };

        var failure = await Assert.ThrowsAsync<MigrationException>(() => new PostgresConnector().OpenAsync(new DatabaseSettings("ERP", "postgres", values), CancellationToken.None));

        Assert.Equal(ErrorCodes.ConfigInvalid, failure.Code);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
