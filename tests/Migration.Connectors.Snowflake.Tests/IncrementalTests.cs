using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Checkpoints;
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

    private async Task<(RowChanges? Changes, TableValidation Validation)> RunAsync(string execution)
    {
        var run = Run(execution);
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

    private TableRun Run(string execution) => TableRun.Of(_databases, "t", batchSize: 2, execution).With(job => job with { Strategy = MigrationStrategy.Incremental });

    private void Make(int rows) => _databases.Snowflake("source",
        $"CREATE TABLE t({Columns}); INSERT INTO t SELECT v.n, v.n + 0.25, TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +05:30', 'AUTO'), PARSE_JSON('{{\"a\": [1, null]}}'), 'row ' || v.n "
        + $"FROM (SELECT {string.Join(" UNION ALL SELECT ", Enumerable.Range(1, rows).Select(n => n == 1 ? "1 AS n" : $"{n}"))}) AS v").Snowflake("target");

    private IReadOnlyList<string> Dump(string database) => _databases.Rows(database,
        "SELECT id || '|' || NVL(TO_VARCHAR(n), '-') || '|' || NVL(TO_VARCHAR(at, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM'), '-') || '|' || NVL(TO_JSON(w), '-') || '|' || NVL(s, '-') FROM t ORDER BY id");

    private int Merges() => SnowflakeAccount.Shared.Emulator.Log.Executions.Count(execution => execution.Text.Contains($"MERGE INTO \"{_databases.SnowflakeName("target")}\"", StringComparison.Ordinal));

    private string? Hash() => _databases.Scalar("target", "SELECT HASH_AGG(*) FROM t");
}
