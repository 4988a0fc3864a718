using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A table that is made equal to its source in place: what differs is changed, and nothing else is written.</summary>
public sealed class IncrementalTests : IDisposable
{
    private const string Columns = "id INTEGER NOT NULL PRIMARY KEY, n NUMBER(20,4), at TIMESTAMP_TZ(9), w VARIANT, s VARCHAR";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Target_ThatIsMissing_IsMade_AndASecondRunWritesNoRow()
    {
        Make(7);
        var first = await RunAsync("run-1");
        var sent = Merges();

        var second = await RunAsync("run-2");

        Assert.Equal((new RowChanges(7, 0, 0), RowChanges.None), (first.Changes, second.Changes));
        Assert.Equal(Dump("source"), Dump("target"));
        Assert.Equal(4, sent);
        Assert.Equal(sent, Merges());
    }

    [SkippableFact]
    public async Task Changes_OfTheSource_ArriveAlone_AndARollbackBringsBackWhatWas()
    {
        Make(9);
        await RunAsync("run-1");
        _databases.Execute("target", "INSERT INTO t (id, s) VALUES (-5, 'before all'), (100, 'beyond'); DELETE FROM t WHERE id = 4");
        _databases.Execute("source", "UPDATE t SET w = PARSE_JSON('{\"b\": 2}'), s = NULL WHERE id = 2; DELETE FROM t WHERE id IN (5, 6); INSERT INTO t (id, s) VALUES (50, 'new')");
        var (hash, rows) = (Hash(), Dump("target"));

        var run = await RunAsync("run-2");

        Assert.Equal(new RowChanges(2, 1, 4), run.Changes);
        Assert.Equal(Dump("source"), Dump("target"));
        var table = Run("run-2");
        Assert.Equal(7, (await table.RollbackAsync()).RowsRemoved);
        Assert.True((await table.VerifyRollbackAsync()).Equal);
        Assert.Equal(rows, Dump("target"));
        Assert.Equal(hash, Hash());
    }

    [SkippableTheory]
    [InlineData(true, "1|a,2|b,4|other")]
    [InlineData(false, "1|a,2|b,3|a,4|other,8|a,9|~")]
    public async Task Filter_LeavesAloneWhatItDoesNotMean_AndExtraRowsStayWhereTheyMay(bool removeExtra, string expected)
    {
        const string Table = "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v VARCHAR)";
        _databases.Snowflake("source", $"{Table}; INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'other'), (4, 'other')")
            .Snowflake("target", $"{Table}; INSERT INTO t VALUES (2, 'other'), (3, 'a'), (4, 'other'), (8, 'a'), (9, NULL)");
        if (removeExtra)
            _databases.Execute("target", "DELETE FROM t WHERE id = 9");
        TableRun Filtered(TableRun run) => run.With(job => job with
        {
            Configuration = job.Configuration with { RemoveExtra = removeExtra },
            Table = job.Table with { Transformations = [new() { Type = TransformationType.Filter, Expression = "v <> 'other'" }] },
        });

        var first = await RunAsync("run-1", Filtered);
        var second = await RunAsync("run-2", Filtered);

        Assert.Equal((new RowChanges(1, 1, removeExtra ? 2 : 0), RowChanges.None), (first.Changes, second.Changes));
        Assert.Equal(expected, string.Join(',', _databases.Rows("target", "SELECT id || '|' || NVL(v, '~') FROM t ORDER BY id")));
    }

    [SkippableFact]
    public async Task Filter_ThatTheTargetCannotAnswer_IsRefusedByName()
    {
        Make(3);
        _databases.Execute("target", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)");
        var run = Run("run-1").With(job => job with
        {
            Table = job.Table with { Columns = [new() { SourceColumn = "ID" }, new() { SourceColumn = "S" }], Transformations = [new() { Type = TransformationType.Filter, Expression = "n > 2" }] },
        });

        var refusal = await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);

        Assert.Equal(ErrorCodes.PlanUnsupported, refusal.Code);
        Assert.Contains("INCREMENTAL", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Keys_WithANull_AndOfSeveralColumns_AreInOneRangeEach()
    {
        const string Source = "a NUMBER(10,0) NOT NULL, b VARCHAR NOT NULL, v FLOAT, PRIMARY KEY (a, b)";
        _databases.Snowflake("source", $"CREATE TABLE t({Source}); INSERT INTO t VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3), (3, 'x', 4), (3, 'y', 5)")
            .Snowflake("target", "CREATE TABLE t(a NUMBER(10,0), b VARCHAR, v FLOAT, kept VARCHAR DEFAULT 'new'); "
                + "INSERT INTO t VALUES (NULL, NULL, 0, 'x'), (NULL, 'b', 0, 'x'), (2, NULL, 0, 'x'), (1, 'aa', 0, 'x'), (2, 'a', 9, 'kept'), (0, 'z', 0, 'x'), (9, 'a', 0, 'x')");
        var hash = Hash();

        var run = await RunAsync("run-1");

        Assert.Equal(new RowChanges(4, 1, 6), run.Changes);
        Assert.Equal(["1|a|1|new", "1|b|2|new", "2|a|3|kept", "3|x|4|new", "3|y|5|new"], _databases.Rows("target", "SELECT a || '|' || b || '|' || v || '|' || kept FROM t ORDER BY a, b"));
        await Run("run-1").RollbackAsync();
        Assert.Equal(hash, Hash());
    }

    [SkippableTheory]
    [InlineData("CREATE TABLE t(id INTEGER NOT NULL, s VARCHAR)", "CREATE TABLE t(id INTEGER NOT NULL, s VARCHAR)", ErrorCodes.PlanUnsupported, "no primary or unique key")]
    [InlineData("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)", "CREATE TABLE t(id VARCHAR, s VARCHAR)", ErrorCodes.PlanUnsupported, "its key (ID)")]
    [InlineData("CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, s VARCHAR)", "CREATE TABLE t(id INTEGER PRIMARY KEY, s VARCHAR); INSERT INTO t VALUES (1, 'a'), (1, 'b')", ErrorCodes.ConstraintViolated, "2 rows and 1 different keys")]
    public async Task Table_WhoseRowsCannotBeFoundAgain_IsRefusedByName(string source, string target, string code, string words)
    {
        _databases.Snowflake("source", source).Snowflake("target", target);

        var refusal = await Assert.ThrowsAsync<MigrationException>(Run("run-1").PrepareAsync);

        Assert.Equal(code, refusal.Code);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<(RowChanges? Changes, TableValidation Validation)> RunAsync(string execution, Func<TableRun, TableRun>? change = null)
    {
        var run = change?.Invoke(Run(execution)) ?? Run(execution);
        await run.OnTargetAsync(async target =>
        {
            await target.DispossessAsync("run-1", CancellationToken.None);
            return true;
        });
        await run.PrepareAsync();
        CopyResult copy;
        do
            copy = await run.CopyShardAsync(1);
        while (!copy.Done);
        await run.FinishAsync();
        var validation = await run.ValidateAsync();
        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        return (copy.Checkpoint.Changes, validation);
    }

    private TableRun Run(string execution) => TableRun.Of(_databases, "t", batchSize: 2, execution).With(job => job with
    {
        Strategy = MigrationStrategy.Incremental,
        Configuration = job.Configuration with { CloneTables = false },
    });

    private void Make(int rows) => _databases.Snowflake("source",
        $"CREATE TABLE t({Columns}); INSERT INTO t SELECT v.n, v.n + 0.25, TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +05:30', 'AUTO'), PARSE_JSON('{{\"a\": [1, null]}}'), 'row ' || v.n "
        + $"FROM (SELECT {string.Join(" UNION ALL SELECT ", Enumerable.Range(1, rows).Select(n => n == 1 ? "1 AS n" : $"{n}"))}) AS v").Snowflake("target");

    private IReadOnlyList<string> Dump(string database) => _databases.Rows(database,
        "SELECT id || '|' || NVL(TO_VARCHAR(n), '-') || '|' || NVL(TO_VARCHAR(at, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM'), '-') || '|' || NVL(TO_JSON(w), '-') || '|' || NVL(s, '-') FROM t ORDER BY id");

    private int Merges() => SnowflakeAccount.Shared.Emulator.Log.Executions.Count(execution => execution.Text.Contains($"MERGE INTO \"{_databases.SnowflakeName("target")}\"", StringComparison.Ordinal));

    private string? Hash() => _databases.Scalar("target", "SELECT HASH_AGG(*) FROM t");
}
