using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A source that is written to while it is copied: it is read as of one moment, where its retention lets that be relied on.</summary>
public sealed class SourceMomentTests : IDisposable
{
    private const string Five = "INSERT INTO t SELECT v.n, 'row ' || v.n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS v";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("sqlite", "id INTEGER NOT NULL PRIMARY KEY, s VARCHAR")]
    [InlineData("snowflake", "id INTEGER NOT NULL PRIMARY KEY, s VARCHAR")]
    [InlineData("snowflake", "id INTEGER, s VARCHAR")]
    public async Task Rows_ThatAreWrittenMeanwhile_AreNotOfTheCopy(string target, string columns)
    {
        Make($"CREATE TABLE t({columns})", target);
        var run = await PreparedAsync();
        _databases.Execute("source", "DELETE FROM t WHERE id = 2");
        await run.CopyInSlicesAsync();
        _databases.Execute("source", "UPDATE t SET s = 'other' WHERE id = 4; INSERT INTO t VALUES (6, 'new')");

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, 5L), (validation.Verdict, validation.SourceRows));
        Assert.Equal(["row 1", "row 2", "row 3", "row 4", "row 5"], _databases.Rows("target", "SELECT s FROM t ORDER BY id"));
    }

    [SkippableFact]
    public async Task Tables_OfAnExecution_AreReadAsOfItsMoment()
    {
        Make("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)", "sqlite");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        var moment = await database.TakeMomentAsync(CancellationToken.None);
        _databases.Execute("source", "DELETE FROM t WHERE id > 1");

        var run = TableRun.Of(_databases, "t").With(job => job with { SourceMoment = moment });
        var prepared = await run.PrepareAsync();

        Assert.Equal((moment, 5L), (prepared.SourceMark, prepared.RowsTotal));
    }

    [SkippableFact]
    public async Task WhoAsksLater_ComparesWithTheSourceAsItHasBecome()
    {
        Make("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)", "sqlite");
        var run = await PreparedAsync();
        await run.CopyInSlicesAsync();
        _databases.Execute("source", "UPDATE t SET s = 'other' WHERE id = 4");

        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal(TableVerdict.Different, (await run.With(job => job with { ReadsNow = true }).ValidateAsync()).Verdict);
    }

    [SkippableFact]
    public async Task Row_ThatTheTargetRefuses_IsReadAsMendedAfterARollback_WhichIsSaid()
    {
        _databases.Snowflake("source", $"CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR); {Five}; UPDATE t SET s = NULL WHERE id = 4")
            .Sqlite("target", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR NOT NULL)");
        var run = await PreparedAsync();
        _databases.Execute("source", "UPDATE t SET s = 'mended' WHERE id = 4");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => run.CopyInSlicesAsync());

        Assert.Equal(ErrorCodes.ConstraintViolated, refused.Code);
        Assert.Contains("roll the table back before you retry it", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Table_WithoutRetention_IsReadAsItIs_AndThatIsSaid()
    {
        Make("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR) DATA_RETENTION_TIME_IN_DAYS = 0", "sqlite");
        var run = TableRun.Of(_databases, "t");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);

        var prepared = await run.PrepareAsync();

        Assert.Null(prepared.SourceMark);
        Assert.Contains(prepared.Warnings, warning => warning.Contains("keeps no past", StringComparison.Ordinal));
        Assert.NotNull(await database.WhyNotAtMomentAsync("", "t", CancellationToken.None));
    }

    [SkippableFact]
    public async Task Table_WhosePastIsRefused_IsReadAsItIs_AndThatIsSaid()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", $"CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR); {Five}").Sqlite("target");
        var run = TableRun.Of(databases, "t");
        var before = account.Emulator.Log.Executions.Count;
        await run.PrepareAsync();
        var place = account.Emulator.Log.Executions.Skip(before).ToList().FindIndex(sent => sent.Text.Contains("AT(TIMESTAMP", StringComparison.Ordinal));
        account.Emulator.Faults.Order(Operation.Submit, [.. Enumerable.Repeat(Fault.None, place), new Fault(FaultKind.Status) { StatusCode = 422, Code = "000002", Message = "Unsupported feature" }]);

        var prepared = await run.PrepareAsync();

        Assert.Equal((null, 5L), (prepared.SourceMark, prepared.RowsTotal));
        Assert.Contains(prepared.Warnings, warning => warning.Contains("can't be read as of", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Moment_BeforeTheTableWasMadeAnew_IsNotReliedOn()
    {
        Make("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)", "sqlite");
        var run = await PreparedAsync();
        _databases.Execute("source", $"CREATE OR REPLACE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR); {Five}");
        await run.CopyInSlicesAsync();

        var validation = await run.ValidateAsync();

        Assert.Equal(TableVerdict.Equal, validation.Verdict);
        Assert.Contains(validation.NotCompared, reason => reason.Contains("has no past at", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Retention_ThatEndsMeanwhile_LeavesTheSourceAsItIs()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        var clock = new ShiftedTime();
        await using var account = await SnowflakeAccount.StartAsync(clock);
        using var databases = new TestDatabases(account: account);
        databases.Snowflake("source", $"CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR); {Five}").Sqlite("target");
        var first = TableRun.Of(databases, "t", batchSize: 2);
        var mark = (await first.PrepareAsync()).SourceMark;
        var run = first.With(job => job with { SourceMark = mark });
        await run.CopyShardAsync(1);
        databases.Execute("source", "DELETE FROM t WHERE id = 5");
        clock.Advance(TimeSpan.FromHours(24));
        await run.CopyInSlicesAsync();

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, 4L), (validation.Verdict, validation.CopiedRows));
        Assert.Contains(validation.NotCompared, reason => reason.Contains("keeps for 1 day", StringComparison.Ordinal));
    }

    private void Make(string table, string target)
    {
        _databases.Snowflake("source", $"{table}; {Five}");
        if (target == "sqlite")
            _databases.Sqlite("target");
        else
            _databases.Snowflake("target");
    }

    /// <summary>With the mark that its steps are given.</summary>
    private async Task<TableRun> PreparedAsync()
    {
        var run = TableRun.Of(_databases, "t", batchSize: 2);
        var mark = (await run.PrepareAsync()).SourceMark;
        return run.With(job => job with { SourceMark = mark });
    }
}
