using Migration.Conformance;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>What a rollback rests on can be dropped by a person, or be half made by a process that died.</summary>
public sealed class RollbackBasisTests : IDisposable
{
    private const string Rows = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b')";
    private const string Before = "TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, v VARCHAR); INSERT INTO t VALUES (9, 'before')";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("CREATE ")]
    [InlineData("CREATE TRANSIENT ")]
    public async Task Clone_IsReadWhenTheRollbackIsChecked_AndGoesWithTheWindow(string create)
    {
        var run = await CopiedAsync(create + Before);

        Assert.True((await run.CheckRollbackAsync()).Possible);
        await CleanUpAsync(run);

        Assert.Equal("3", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
        Assert.Equal("0", Ours());
    }

    [SkippableFact]
    public async Task Clone_ThatAPersonDropped_ComesBack_AsTheCheckSays()
    {
        var run = await CopiedAsync("CREATE " + Before);
        _databases.Execute("target", $"DROP TABLE \"{Clone()}\"");

        var check = await run.CheckRollbackAsync();
        Assert.Equal(ErrorCodes.RollbackImpossible, (await Assert.ThrowsAsync<MigrationException>(run.RollbackAsync)).Code);
        _databases.Execute("target", StatementIn(check.Why!));

        Assert.False(check.Possible);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Table_ThatAPersonDropped_ComesBack_AsTheCheckSays()
    {
        var run = await CopiedAsync("CREATE " + Before);
        _databases.Execute("target", "DROP TABLE t");

        var check = await run.CheckRollbackAsync();
        _databases.Execute("target", StatementIn(check.Why!));

        Assert.False(check.Possible);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableTheory]
    [InlineData("DROP SCHEMA PUBLIC")]
    [InlineData("DROP TABLE _MIGRATION_UNDO")]
    public async Task Ledger_ThatAPersonDropped_ComesBack_AsTheCheckSays(string drop)
    {
        var run = await CopiedAsync("CREATE " + Before);
        _databases.Execute("target", drop);

        var check = await run.CheckRollbackAsync();
        _databases.Execute("target", StatementIn(check.Why!));

        Assert.False(check.Possible);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Clone_ThatSomebodyWroteTo_IsNotReliedOn()
    {
        var run = await CopiedAsync("CREATE " + Before);
        _databases.Execute("target", $"DELETE FROM \"{Clone()}\"");

        Assert.Contains("somebody wrote to it", (await run.CheckRollbackAsync()).Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Table_ThatTheRollbackDropped_ComesBack_AsItsReportSays()
    {
        var run = await CopiedAsync("CREATE TABLE other(id INTEGER)");

        var result = await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        _databases.Execute("target", StatementIn(result.Advice!));

        Assert.True(result.TableDropped);
        Assert.Equal("2", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task Rollback_ThatDied_BetweenTheDropAndItsRecord_IsTakenUp()
    {
        var run = await CopiedAsync("CREATE TABLE other(id INTEGER)");
        _databases.Execute("target", "DROP TABLE t");

        Assert.True((await run.RollbackAsync()).TableDropped);

        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM _migration_ranges"));
    }

    [SkippableTheory]
    [InlineData("_MIGRATION_LOCK")]
    [InlineData("_MIGRATION_STAGE")]
    public async Task Ledger_ThatIsHalfThere_IsMadeWhole_AndGoesAsAWhole(string missing)
    {
        _databases.Sqlite("source", Rows).Snowflake("target");
        var run = TableRun.Of(_databases, "t");
        await run.ClaimAsync();
        _databases.Execute("target", $"DROP TABLE {missing}");

        await run.RunAsync();
        Assert.Equal("1", _databases.Scalar("target", "SELECT COUNT(*) FROM _migration_lock"));
        _databases.Execute("target", $"DROP TABLE {missing}");
        await CleanUpAsync(run);

        Assert.Equal("0", Ours());
    }

    [SkippableFact]
    public async Task Rows_ThatArriveInTheStageLate_AreSweptByWhoeverIsNext()
    {
        _databases.Sqlite("source", Rows).Snowflake("target");
        var run = TableRun.Of(_databases, "t");
        await run.RunAsync();
        await TableRun.Of(_databases, "u", execution: "run-2").ClaimAsync();
        await CleanUpAsync(run);
        const string Late = "INSERT INTO _migration_stage SELECT '{0}', 'T', 1, 1, 1, 0, PARSE_JSON('[]')";
        _databases.Execute("target", $"{Late.Replace("{0}", "run-1", StringComparison.Ordinal)}; {Late.Replace("{0}", "run-2", StringComparison.Ordinal)}");

        await TableRun.Of(_databases, "u", execution: "run-3").OnTargetAsync(async target =>
        {
            await target.ReleaseAsync(CancellationToken.None);
            return true;
        });

        Assert.Equal(["run-2"], _databases.Rows("target", "SELECT execution FROM _migration_stage"));
        await CleanUpAsync(TableRun.Of(_databases, "u", execution: "run-2"));
        Assert.Equal("0", Ours());
    }

    private async Task<TableRun> CopiedAsync(string target)
    {
        _databases.Sqlite("source", Rows).Snowflake("target", target);
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        return run;
    }

    private static Task<bool> CleanUpAsync(TableRun run) => run.OnTargetAsync(async target =>
    {
        await target.CleanupAsync(CancellationToken.None);
        return true;
    });

    private string? Clone() => _databases.Scalar("target", $"SELECT table_name FROM information_schema.tables WHERE STARTSWITH(table_name, '{BackupClone.Beginning("run-1")}')");

    private string? Ours() => _databases.Scalar("target", "SELECT COUNT(*) FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_')");

    /// <summary>What a sentence says that brings something back.</summary>
    private static string StatementIn(string sentence) => System.Text.RegularExpressions.Regex.Match(sentence, "UNDROP (TABLE|SCHEMA) [^ ;]*\"").Value;
}
