using Migration.Conformance;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Keys that Snowflake records and nobody enforces, of tables that were there before.</summary>
public sealed class UnenforcedTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Key_OfATableThatWasThere_IsCheckedAfterTheRows()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)").Snowflake("target", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY); INSERT INTO t VALUES (2), (7), (7)");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();
        await run.CopyInSlicesAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(run.FinishAsync);

        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Contains("such as 2 (2 rows).", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Key_ThatRowsOfBeforeShare_IsNotHeldAgainstTheCopy()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)").Snowflake("target", "CREATE TABLE t(id NUMBER(10,0) NOT NULL UNIQUE); INSERT INTO t VALUES (7), (7)");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();
        await run.CopyInSlicesAsync();

        await run.FinishAsync();

        Assert.Equal("4", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task Key_OfATableThatIsSynchronized_IsCheckedAfterTheRows()
    {
        _databases.Snowflake("source", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, mail VARCHAR); INSERT INTO t VALUES (1, 'a'), (2, 'a'), (3, 'c')")
            .Snowflake("target", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, mail VARCHAR UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (9, 'z')");
        var run = TableRun.Of(_databases, "T").With(job => job with { Strategy = MigrationStrategy.Incremental });
        await run.PrepareAsync();
        await run.CopyInSlicesAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(run.FinishAsync);

        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Contains("The key (MAIL)", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Key_OfAClone_IsCheckedThoughItsSourceNeverKeptIt()
    {
        _databases.Snowflake("source", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, mail VARCHAR UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, 'a')").Snowflake("target");
        var run = TableRun.Of(_databases, "T").With(job => job with { Configuration = new() });
        Assert.Contains((await run.PrepareAsync()).Warnings, warning => warning.Contains("is cloned", StringComparison.Ordinal));
        await run.CopyInSlicesAsync();

        Assert.Equal(ErrorCodes.ConstraintViolated, (await Assert.ThrowsAsync<MigrationException>(run.FinishAsync)).Code);
    }

    [SkippableFact]
    public async Task Orphans_AreLookedForInTheDatabaseAndSchemaThatTheKeyNames()
    {
        _databases.Snowflake("other", "CREATE SCHEMA ref; CREATE TABLE ref.p(id NUMBER PRIMARY KEY); INSERT INTO ref.p VALUES (1)");
        var other = _databases.SnowflakeName("other");
        _databases.Snowflake("target", $"CREATE SCHEMA ref; CREATE TABLE ref.p(id NUMBER PRIMARY KEY); INSERT INTO ref.p VALUES (2); CREATE TABLE public.c(p NUMBER REFERENCES {other}.ref.p(id)); INSERT INTO public.c VALUES (1)");
        var run = TableRun.Of(_databases, "c");

        await CheckAsync(run);
        _databases.Execute("target", "INSERT INTO c VALUES (2)");

        Assert.Equal(ErrorCodes.ForeignKeyViolated, (await Assert.ThrowsAsync<MigrationException>(() => CheckAsync(run))).Code);
    }

    private static Task<bool> CheckAsync(TableRun run) => run.OnTargetAsync(async target =>
    {
        await target.CheckForeignKeysAsync(["c"], CancellationToken.None);
        return true;
    });
}
