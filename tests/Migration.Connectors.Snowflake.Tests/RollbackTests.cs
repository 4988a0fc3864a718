using Migration.Conformance;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A rollback takes what the execution made, all of it and nothing else, whatever Snowflake does not enforce.</summary>
public sealed class RollbackTests : IDisposable
{
    private const string Rows = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b')";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("id NUMBER(10,0), v VARCHAR", "9")]
    [InlineData("id NUMBER(10,0) NOT NULL PRIMARY KEY, v VARCHAR", "9")]
    [InlineData("id NUMBER(10,0) NOT NULL PRIMARY KEY, v VARCHAR", "1")]
    public async Task Table_OfAQuotedName_IsWhatItWas_WithItsKeyOrWithout(string columns, string keyOfBefore)
    {
        _databases.Sqlite("source", Rows).Snowflake("target", $"CREATE TABLE \"t\"({columns}); INSERT INTO \"t\" VALUES ({keyOfBefore}, 'before')");
        var run = TableRun.Of(_databases, "t", batchSize: 1);
        await run.PrepareAsync();
        await run.CopyInSlicesAsync();

        Assert.Equal("3", _databases.Scalar("target", "SELECT COUNT(*) FROM \"t\""));
        Assert.Equal(2, (await run.RollbackAsync()).RowsRemoved);

        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(["before"], _databases.Rows("target", "SELECT v FROM \"t\""));
        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_CLONE')"));
    }

    [SkippableFact]
    public async Task Rollback_ThatIsLate_TakesNothingOfALaterRound()
    {
        _databases.Sqlite("source", Rows).Snowflake("target");
        var run = TableRun.Of(_databases, "t");
        await run.PrepareAsync();
        var (session, place) = Target();
        var records = new UndoRecords(session, new(session, place), "run-1", "T");
        var read = (await records.ReadAsync(CancellationToken.None))!;
        await run.RollbackAsync();
        await run.With(job => job with { Round = 1 }).RunAsync();

        // What a rollback that read its record before all this goes on with.
        var drop = records.Hold(read).ThenDefine($"DROP TABLE {place.Of("T")}").ToStatement();
        var refusal = await Assert.ThrowsAsync<SnowflakeFailure>(() => session.ExecuteAsync(drop, CancellationToken.None));

        Assert.Equal(BlockRefusal.UndoChanged, refusal.Refusal);
        Assert.Equal("2", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task Table_ThatAPersonMakes_AfterItsCreationWasRefused_IsTheirs()
    {
        _databases.Sqlite("source", Rows).Snowflake("target");
        var run = TableRun.Of(_databases, "t").With(job => job with
        {
            Table = job.Table with { Columns = [new() { SourceColumn = "id", TargetColumn = "id" }, new() { SourceColumn = "v", TargetColumn = "v", DataType = "NO_TYPE" }] },
        });
        await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);
        _databases.Execute("target", "CREATE TABLE t(id NUMBER(10,0) NOT NULL PRIMARY KEY, v VARCHAR)");

        Assert.False((await run.PrepareAsync()).Created);
        await run.CopyInSlicesAsync();
        await run.RollbackAsync();

        Assert.Equal("0", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task Cleanup_DropsAClone_OfWhichNoRecordTells()
    {
        _databases.Sqlite("source", Rows).Snowflake("target", $"CREATE TABLE \"{BackupClone.NewName("run-1")}\" (a NUMBER); CREATE TABLE \"{BackupClone.NewName("run-2")}\" (a NUMBER)");
        var run = TableRun.Of(_databases, "t");
        await run.RunAsync();

        await run.OnTargetAsync(async target =>
        {
            await target.CleanupAsync(CancellationToken.None);
            return true;
        });

        Assert.Equal("1", _databases.Scalar("target", "SELECT COUNT(*) FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_')"));
    }

    [SkippableFact]
    public async Task Cleanup_LeavesTheLedger_ToAnExecutionThatUsesIt()
    {
        _databases.Sqlite("source", Rows + "; CREATE TABLE u(id INTEGER PRIMARY KEY)").Snowflake("target");
        await TableRun.Of(_databases, "t").RunAsync();
        await TableRun.Of(_databases, "u", execution: "run-2").ClaimAsync();

        await TableRun.Of(_databases, "t").OnTargetAsync(async target =>
        {
            await target.CleanupAsync(CancellationToken.None);
            return true;
        });

        Assert.Equal("run-2", _databases.Scalar("target", "SELECT execution FROM _migration_claims"));
    }

    [SkippableFact]
    public async Task Epochs_OfEachRepair_AreTheNext()
    {
        _databases.Sqlite("source", Rows).Snowflake("target");
        await TableRun.Of(_databases, "t").RunAsync();
        var (session, place) = Target();
        var ledger = new TableLedger(session, new(session, place), "run-1", "T");

        var first = await ledger.TakeEpochsAsync(CancellationToken.None);
        var second = await ledger.TakeEpochsAsync(CancellationToken.None);

        Assert.Equal(first[1] + 1, second[1]);
    }

    private (SnowflakeSession Session, Schema.SchemaPlace Place) Target()
    {
        var options = SnowflakeOptions.Of(new("target", "snowflake", new Dictionary<string, string> { ["connection"] = SnowflakeAccount.Shared.ConnectionString(_databases.SnowflakeName("target")) }));
        return (new SnowflakeSession(options, options.ConnectionString, QueryTag.None), options.Home);
    }
}
