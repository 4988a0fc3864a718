using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Tables that move inside an account: Snowflake copies them, and the rows stay where they are.</summary>
public sealed class WithinAccountTests : IDisposable
{
    private const string Columns = "id INTEGER NOT NULL PRIMARY KEY, n NUMBER(20,4), at TIMESTAMP_TZ(9), w VARIANT, s VARCHAR COMMENT 'said'";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData(Columns)]
    [InlineData("id INTEGER, n NUMBER(20,4), at TIMESTAMP_TZ(9), w VARIANT, s VARCHAR")]
    public async Task Table_IsCopiedWithWhatNoOtherEngineHolds_AndRollsBack(string columns)
    {
        Make(columns);
        var run = TableRun.Of(_databases, "t", batchSize: 2);

        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.True(prepared.PushDown);
        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(Dump("source"), Dump("target"));
        _databases.Execute("target", "UPDATE t SET at = DATEADD('nanosecond', 1, at) WHERE id = 3");
        Assert.Equal(TableVerdict.Different, (await run.ValidateAsync()).Verdict);
        Assert.Equal(5, (await run.RollbackAsync()).RowsRemoved);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Table_WithAFilterAndExpressions_IsCopiedIntoAnotherShape()
    {
        Make(Columns);
        _databases.Execute("target", "CREATE TABLE t(ident NUMBER(10,0), label VARCHAR(40)); INSERT INTO t VALUES (100, 'before')");
        var run = TableRun.Of(_databases, "t", batchSize: 2).With(job => job with
        {
            Table = job.Table with
            {
                Columns =
                [
                    new() { SourceColumn = "ID", TargetColumn = "IDENT" },
                    new() { TargetColumn = "LABEL", Transform = new() { Type = TransformationType.Compute, Expression = "UPPER(s) || '/' || TO_VARCHAR(n)" } },
                ],
                Transformations = [new() { Type = TransformationType.Filter, Expression = "id <> 2" }],
            },
        });

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(["1:ROW 1/1.2500", "3:ROW 3/3.2500", "4:ROW 4/4.2500", "5:ROW 5/5.2500", "100:before"], _databases.Rows("target", "SELECT ident || ':' || label FROM t ORDER BY ident"));
        Assert.Equal(4, (await run.RollbackAsync()).RowsRemoved);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Key_ThatRowsShare_IsFoundOutBeforeARowMoves()
    {
        Make(Columns);
        _databases.Execute("source", "INSERT INTO t (id) VALUES (3)");
        var run = TableRun.Of(_databases, "t", batchSize: 2);

        var refusal = await Assert.ThrowsAsync<MigrationException>(run.PrepareAsync);

        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Contains("6 rows and 5 different keys by its primary key (ID)", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Key_BelowAMicrosecond_IsNoShardsBound()
    {
        _databases.Snowflake("source", "CREATE TABLE t(at TIMESTAMP_NTZ(9) NOT NULL PRIMARY KEY); INSERT INTO t SELECT TO_TIMESTAMP_NTZ('2024-02-29 12:00:00.000000001', 'AUTO') UNION ALL SELECT TO_TIMESTAMP_NTZ('2024-02-29 12:00:00.000000002', 'AUTO')").Snowflake("target");
        await using var table = await OpenTable.OfAsync(_databases, TableRun.Of(_databases, "t"));

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => table.Source.CutAsync(2, CancellationToken.None));

        Assert.Equal(ErrorCodes.ColumnIncompatible, refusal.Code);
    }

    private void Make(string columns) => _databases.Snowflake("source",
        $"CREATE TABLE t({columns}); INSERT INTO t SELECT v.n, v.n + 0.25, TO_TIMESTAMP_TZ('2024-02-29 12:34:56.123456789 +05:30', 'AUTO'), PARSE_JSON('{{\"a\": [1, null]}}'), 'row ' || v.n "
        + "FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS v").Snowflake("target");

    private IReadOnlyList<string> Dump(string database) => _databases.Rows(database, "SELECT id || '|' || n || '|' || TO_VARCHAR(at, 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM') || '|' || TO_JSON(w) || '|' || s FROM t ORDER BY id");
}
