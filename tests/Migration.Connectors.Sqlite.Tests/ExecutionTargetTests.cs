using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class ExecutionTargetTests : IDisposable
{
    private const string Source = """
        CREATE TABLE a(id INTEGER PRIMARY KEY, v TEXT);
        CREATE TABLE b(id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a(id));
        CREATE VIEW ab AS SELECT a.v FROM a JOIN b ON b.a_id = a.id;
        CREATE TRIGGER a_insert AFTER INSERT ON a BEGIN DELETE FROM b WHERE a_id = -1; END;
        INSERT INTO a VALUES (1,'x'),(2,'y');
        INSERT INTO b VALUES (1,1),(2,2),(3,NULL);
        """;

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task Claim_OfATableInOtherHands_IsRefusedUntilItIsReleased()
    {
        await UseAsync("one", t => t.ClaimAsync("plan", ["users", "posts"], CancellationToken.None));
        await UseAsync("one", t => t.ClaimAsync("plan", ["users", "posts"], CancellationToken.None));

        var failure = await Assert.ThrowsAsync<TargetClaimedException>(() => UseAsync("two", t => t.ClaimAsync("plan", ["USERS"], CancellationToken.None)));
        await UseAsync("one", t => t.ReleaseAsync(CancellationToken.None));
        await UseAsync("two", t => t.ClaimAsync("plan", ["users"], CancellationToken.None));

        Assert.Equal(ErrorCodes.TargetClaimed, failure.Code);
        Assert.Equal("one", failure.Holder);
    }

    [Fact]
    public async Task JournalMode_ChangedForTheCopy_IsPutBack()
    {
        _databases.Make("target", "CREATE TABLE other(a)");

        await UseAsync("one", t => t.ClaimAsync("plan", ["a"], CancellationToken.None));
        var during = _databases.Scalar("target", "PRAGMA journal_mode");
        await UseAsync("two", t => t.ClaimAsync("plan", ["b"], CancellationToken.None));
        await UseAsync("one", t => t.ReleaseAsync(CancellationToken.None));
        var between = _databases.Scalar("target", "PRAGMA journal_mode");
        await UseAsync("two", t => t.ReleaseAsync(CancellationToken.None));

        Assert.Equal(("wal", "wal", "delete"), (during, between, _databases.Scalar("target", "PRAGMA journal_mode")));
    }

    [Fact]
    public async Task WholeSchema_Migrated_HasViewsAndTriggersAndCleansUp()
    {
        _databases.Make("source", Source);
        await UseAsync("run-1", t => t.ClaimAsync("plan", ["a", "b"], CancellationToken.None));
        foreach (var table in (string[])["a", "b"])
            Assert.Equal(TableVerdict.Equal, (await TableRun.Of(_databases, table).RunAsync()).Verdict);
        await using var source = await _databases.Catalog("source").OpenAsync("source", CancellationToken.None);
        var schema = await source.ReadSchemaAsync("", CancellationToken.None);

        for (var i = 0; i < 2; i++)
            await UseAsync("run-1", t => t.FinishSchemaAsync(schema, 1, CancellationToken.None));
        await UseAsync("run-1", t => t.CheckForeignKeysAsync(["a", "b"], CancellationToken.None));
        await UseAsync("run-1", t => t.ReleaseAsync(CancellationToken.None));
        var before = _databases.Rows("target", "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_migration%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name");
        await UseAsync("run-1", t => t.UndoSchemaAsync(CancellationToken.None));
        await TableRun.Of(_databases, "b").RollbackAsync();
        await TableRun.Of(_databases, "a").RollbackAsync();
        for (var i = 0; i < 2; i++)
            await UseAsync("run-1", t => t.CleanupAsync(CancellationToken.None));

        Assert.Equal(["a", "a_insert", "ab", "b"], before);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task ForeignKeys_ThatPointNowhere_AreCountedByTable()
    {
        _databases.Make("target", "CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(id, a_id REFERENCES a(id)); PRAGMA foreign_keys=OFF; INSERT INTO b VALUES (1, 5), (2, 6)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => UseAsync("one", t => t.CheckForeignKeysAsync(["b"], CancellationToken.None)));

        Assert.Equal(ErrorCodes.ForeignKeyViolated, failure.Code);
        Assert.Contains("2 row(s) of 'b'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_OfAPlanThatDidNotEnableIt_IsImpossible()
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE a(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO a VALUES (7, 'mine')");
        var run = TableRun.Of(_databases, "a").With(job => job with { Configuration = job.Configuration with { EnableRollback = false } });
        await run.RunAsync();

        Assert.False((await run.CheckRollbackAsync()).Possible);
        Assert.Equal(ErrorCodes.RollbackImpossible, (await Assert.ThrowsAsync<MigrationException>(() => run.RollbackAsync())).Code);
        Assert.Equal(3, _databases.Count("target", "a"));
    }

    [Fact]
    public async Task Rollback_OfOneTableThatWasThere_TakesTheExecutionsTriggersWithIt()
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE a(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO a VALUES (7, 'mine'); CREATE TRIGGER mine AFTER UPDATE ON a BEGIN SELECT 1; END");
        var run = TableRun.Of(_databases, "a");
        await run.RunAsync();
        await TableRun.Of(_databases, "b").RunAsync();
        await using (var source = await _databases.Catalog("source").OpenAsync("source", CancellationToken.None))
        {
            var schema = await source.ReadSchemaAsync("", CancellationToken.None);
            await UseAsync("run-1", t => t.FinishSchemaAsync(schema, 1, CancellationToken.None));
        }

        await run.RollbackAsync();

        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(["mine"], _databases.Rows("target", "SELECT name FROM sqlite_master WHERE type = 'trigger'"));
        Assert.Equal("ab", _databases.Scalar("target", "SELECT group_concat(name) FROM _migration_objects"));
    }

    [Theory]
    [InlineData("CREATE TABLE other(x)")]
    [InlineData("CREATE TABLE a(id INTEGER PRIMARY KEY, v TEXT)")]
    public async Task RollbackCheck_OfATableThatOthersWroteTo_CountsTheirRows(string before)
    {
        _databases.Make("source", Source);
        _databases.Make("target", before);
        var run = TableRun.Of(_databases, "a");
        await run.RunAsync();
        var untouched = await run.CheckRollbackAsync();

        _databases.Make("target", "INSERT INTO a VALUES (8, 'theirs'), (9, 'theirs'), (10, 'theirs')");

        Assert.Equal((0L, 3L), (untouched.RowsOfOthers, (await run.CheckRollbackAsync()).RowsOfOthers));
    }

    private async Task UseAsync(string execution, Func<IExecutionTarget, Task> use)
    {
        await using var database = await _databases.Catalog("target").OpenAsync("target", CancellationToken.None);
        await using var target = await database.OpenExecutionAsync("", execution, CancellationToken.None);
        await use(target);
    }
}
