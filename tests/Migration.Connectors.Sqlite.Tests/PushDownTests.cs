using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class PushDownTests : IDisposable
{
    private const string Source = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT i, 'value ' || i FROM n";

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task Ledger_OfBothPaths_IsTheSame()
    {
        const string Ledger = "SELECT ordinal || hex(range_id) || '|' || hex(upper) || ends_segment || '|' || rows || '|' || bytes || hex(hash) || ifnull(first_row, '~') || ifnull(last_row, '~') FROM _migration_ranges WHERE execution = '{0}' ORDER BY ordinal";
        _databases.Make("source", "CREATE TABLE t(a TEXT UNIQUE, b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO t SELECT CASE WHEN i % 7 THEN hex(i * 37) END, i / 3.0 FROM n");

        foreach (var pushDown in new[] { true, false })
        {
            var run = TableRun.Of(_databases, "t", batchSize: 7, execution: pushDown ? "down" : "pipe").By(pushDown);
            await run.PrepareAsync();
            Assert.True((await run.CopyAsync()).Done);
            if (pushDown)
                File.Move(_databases.PathOf("target"), _databases.PathOf("first"));
        }

        Assert.Equal(_databases.Rows("target", Ledger.Replace("{0}", "pipe", StringComparison.Ordinal)), _databases.Rows("first", Ledger.Replace("{0}", "down", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("PRAGMA journal_mode=WAL;", true)]
    [InlineData("PRAGMA journal_mode=WAL;", false)]
    public async Task Source_WrittenToWhileItIsCopied_HasTheLedgerTellWhatWasWritten(string mode, bool pushDown)
    {
        _databases.Make("source", mode + Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();

        // The reader is some ranges ahead of the commit after which these rows change.
        var copied = await run.CopyAsync(afterCommit: p =>
        {
            if (p.Ranges == 3)
                _databases.Make("source", "UPDATE t SET v = 'new' WHERE id % 10 = 0; DELETE FROM t WHERE id % 50 = 0; DELETE FROM t WHERE id BETWEEN 201 AND 250");
        });
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.True(copied.Done);
        Assert.Equal((TableVerdict.Different, ErrorCodes.SourceChanged), (validation.Verdict, validation.Code));
        Assert.All(validation.Mismatches, m => Assert.True(m.SourceChanged));
        Assert.Equal(_databases.Scalar("target", "SELECT sum(rows) FROM _migration_ranges"), _databases.Scalar("target", "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("v || lower(v)", true)]
    [InlineData("CASE WHEN (id) IN (1, 2) THEN abs(id) ELSE coalesce(v, 'now') END", true)]
    [InlineData("hex(randomblob(8))", false)]
    [InlineData("v || datetime('now')", false)]
    [InlineData("v || CURRENT_TIMESTAMP", false)]
    [InlineData("(SELECT max(v) FROM other)", false)]
    [InlineData("id IN other", false)]
    public async Task Expression_ThatIsNotRepeatable_GoesByThePipeline(string expression, bool pushDown)
    {
        _databases.Make("source", Source + "; CREATE TABLE other(v); INSERT INTO other VALUES ('right')");
        _databases.Make("target", "CREATE TABLE other(v); INSERT INTO other VALUES ('wrong')");
        var run = TableRun.Of(_databases, "t", batchSize: 50).With(new TableMigration
        {
            SourceTable = "t",
            Columns =
            [
                new ColumnMapping { SourceColumn = "id" },
                new ColumnMapping { TargetColumn = "w", DataType = "TEXT", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = expression } },
            ],
        });

        Assert.Equal(pushDown, (await run.PrepareAsync()).PushDown);
        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t WHERE w = 'wrong'"));
    }

    [Theory]
    [InlineData("PRAGMA encoding='UTF-16le';", false)]
    [InlineData("PRAGMA journal_mode=WAL;", true)]
    [InlineData("PRAGMA page_size=512;", true)]
    public async Task SourceFile_OfAnyKind_IsCopied(string pragma, bool pushDown)
    {
        _databases.Make("source", pragma + Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50);

        Assert.Equal(pushDown, (await run.PrepareAsync()).PushDown);
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);
    }

    [Fact]
    public async Task SourceAndTarget_InOneFile_GoByThePipeline()
    {
        _databases.Make("source", Source);
        File.CreateSymbolicLink(_databases.PathOf("target"), _databases.PathOf("source"));
        var run = TableRun.Of(_databases, "t", batchSize: 50, targetTable: "copy");

        Assert.False((await run.PrepareAsync()).PushDown);
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);
    }

    [Fact]
    public void Path_WithSignsOfItsOwn_IsAttached()
    {
        _databases.Make("a %41?mode=rw#é", Source);
        _databases.Make("target", "CREATE TABLE t(a)");
        using var session = SqliteSession.Open(_databases.PathOf("target"), SessionMode.Write, "target");
        using var attachment = SourceAttachment.TryAttach(session, _databases.PathOf("a %41?mode=rw#é"));

        Assert.NotNull(attachment);
        Assert.Equal(500, session.QueryInteger($"SELECT count(*) FROM {SourceAttachment.Schema}.t"));
        Assert.Throws<SqliteFailure>(() => session.Execute($"DELETE FROM {SourceAttachment.Schema}.t"));
    }

    [Fact]
    public async Task Tables_CopiedIntoOneFileAtOnce_AreEqual()
    {
        _databases.Make("source", Source + "; CREATE TABLE u AS SELECT id AS a, v AS b FROM t");

        var validations = await Task.WhenAll(
            TableRun.Of(_databases, "t", batchSize: 5).RunAsync(), TableRun.Of(_databases, "u", batchSize: 5).RunAsync());

        Assert.All(validations, v => Assert.Equal(TableVerdict.Equal, v.Verdict));
    }

    [Fact]
    public async Task Rehearsal_WithoutATargetFile_MakesNone()
    {
        _databases.Make("source", Source);

        var rehearsal = await TableRun.Of(_databases, "t").RehearseAsync();

        Assert.Equal((500, true), (rehearsal.Rows, rehearsal.WouldCreate));
        Assert.False(File.Exists(_databases.PathOf("target")));
    }
}
