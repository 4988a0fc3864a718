using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Conformance;

/// <summary>Steps that are repeated, lost, overtaken or refused: nothing is lost, nothing comes twice.</summary>
public sealed class StepTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Step_DoneTwice_IsDoneOnce(string source, string target)
    {
        var run = Make(source, target);

        for (var i = 0; i < 2; i++)
            await run.PrepareAsync();
        for (var i = 0; i < 2; i++)
            await run.CopyAsync();
        for (var i = 0; i < 2; i++)
            await run.FinishAsync();
        for (var i = 0; i < 2; i++)
            Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);

        Assert.Equal("30", _databases.Scalar("target", "SELECT count(*) FROM t"));
        Assert.Equal("30", _databases.Scalar("target", $"SELECT sum({(target == "snowflake" ? "row_count" : "rows")}) FROM _migration_ranges"));
        Assert.Equal(30, (await run.RollbackAsync()).RowsRemoved);
        Assert.Equal(0, (await run.RollbackAsync()).RowsRemoved);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Attempt_ThatWasOvertaken_CommitsNothing(string source, string target)
    {
        var run = Make(source, target);
        await run.PrepareAsync();
        await using var first = await OpenAsync(run);
        await using var second = await OpenAsync(run);
        var overtaken = await first.Target.BeginAttemptAsync(1, CancellationToken.None);
        var current = await second.Target.BeginAttemptAsync(1, CancellationToken.None);
        var (early, late) = (await ReadAsync(first), await ReadAsync(second));

        var failure = await Assert.ThrowsAsync<MigrationException>(async () => await first.Target.CommitAsync(early, RangeCursor.Start, overtaken, CancellationToken.None));
        await second.Target.CommitAsync(late, RangeCursor.Start, current, CancellationToken.None);

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.Equal(("7", "1"), (_databases.Scalar("target", "SELECT count(*) FROM t"), _databases.Scalar("target", "SELECT count(*) FROM _migration_ranges")));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Attempt_AfterARollback_CommitsNothing(string source, string target)
    {
        var run = Make(source, target);
        await run.PrepareAsync();
        await using (var late = await OpenAsync(run))
        {
            var state = await late.Target.BeginAttemptAsync(1, CancellationToken.None);
            var batch = await ReadAsync(late);
            await run.RollbackAsync();

            var failure = await Assert.ThrowsAsync<MigrationException>(async () => await late.Target.CommitAsync(batch, RangeCursor.Start, state, CancellationToken.None));

            Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        }
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(ErrorCodes.AttemptFenced, (await Assert.ThrowsAsync<MigrationException>(() => run.DoAsync(o => o.PrepareAsync(CancellationToken.None)))).Code);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Rows_ThatSomebodyChanged_AreNamed(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();

        _databases.Execute("target", "UPDATE t SET v = 'changed' WHERE id = 11");
        var changed = await run.ValidateAsync();
        _databases.Execute("target", "UPDATE t SET v = 'value 11' WHERE id = 11; DELETE FROM t WHERE id = 30");
        var deleted = await run.ValidateAsync();
        _databases.Execute("target", "INSERT INTO t VALUES (30, 'value 30')");

        Assert.Equal((TableVerdict.Different, ErrorCodes.ValidationFailed), (changed.Verdict, changed.Code));
        Assert.Equal(["11"], changed.Mismatches.SelectMany(m => m.Keys));
        Assert.Equal(["30"], deleted.Mismatches.SelectMany(m => m.Keys));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Range_WithABadRow_IsNotWritten_AndTheOthersStay(string source, string target)
    {
        var run = Make(source, target, "id INTEGER PRIMARY KEY, v TEXT, CHECK (v <> 'value 20')");
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());
        _databases.Execute("source", "UPDATE t SET v = 'mended' WHERE id = 20");
        await run.CopyInSlicesAsync();
        await run.FinishAsync();

        Assert.Equal((ErrorCodes.ConstraintViolated, 3L), (failure.Code, failure.Batch));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Claim_OfATableInOtherHands_IsRefusedUntilItIsReleased(string source, string target)
    {
        var (one, two) = (Make(source, target), TableRun.Of(_databases, "t", execution: "run-2"));
        await one.ClaimAsync();
        await one.ClaimAsync();

        var failure = await Assert.ThrowsAsync<TargetClaimedException>(() => two.ClaimAsync());
        await one.OnTargetAsync(t => t.ReleaseAsync(CancellationToken.None));
        await two.ClaimAsync();

        Assert.Equal(("run-1", "t"), (failure.Holder, failure.Table));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task Tables_WithAForeignKey_AreTied_AndOrphansAreCounted(string source, string target)
    {
        const string Tables = "CREATE TABLE p(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE t(id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id)); ";
        _databases.Make(source, "source", Tables + "INSERT INTO p VALUES (1, 'x'), (2, 'y'); INSERT INTO t VALUES (1, 1), (2, 2), (3, NULL)").Make(target, "target");
        var (parent, child) = (TableRun.Of(_databases, "p"), TableRun.Of(_databases, "t"));
        await parent.RunAsync();
        await child.RunAsync();
        await child.OnTargetAsync(t => t.FinishSchemaAsync(new("", [], [], []), 1, CancellationToken.None));
        await child.OnTargetAsync(Check);

        if (target == "postgres")
            _databases.Execute("target", "ALTER TABLE t DISABLE TRIGGER ALL; ALTER TABLE p DISABLE TRIGGER ALL");
        _databases.Execute("target", (target == "sqlite" ? "PRAGMA foreign_keys=OFF; " : "") + "DELETE FROM p WHERE id = 2");
        var failure = await Assert.ThrowsAsync<MigrationException>(() => child.OnTargetAsync(Check));

        Assert.Equal(ErrorCodes.ForeignKeyViolated, failure.Code);
        Assert.Contains("1 row(s) of 't'", failure.Message, StringComparison.Ordinal);
        // The referenced table first: what ties it must not hold it.
        await parent.RollbackAsync();
        await child.RollbackAsync();
        Assert.True((await parent.VerifyRollbackAsync()).Equal && (await child.VerifyRollbackAsync()).Equal);

        static async Task<bool> Check(IExecutionTarget target)
        {
            await target.CheckForeignKeysAsync(["p", "t"], CancellationToken.None);
            return true;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsWithSnowflake), MemberType = typeof(Engines))]
    public async Task Execution_CleanedUp_LeavesNothingOfOurs(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();

        await run.OnTargetAsync(t => t.ReleaseAsync(CancellationToken.None));
        for (var i = 0; i < 2; i++)
            await run.OnTargetAsync(async t =>
            {
                await t.CleanupAsync(CancellationToken.None);
                return true;
            });

        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        Assert.Equal("0", _databases.Scalar("target", target switch
        {
            "sqlite" => "SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_migration%' ESCAPE '\\'",
            "snowflake" => "SELECT count(*) FROM information_schema.tables WHERE STARTSWITH(table_name, '_MIGRATION_')",
            _ => "SELECT count(*) FROM pg_class WHERE relname LIKE '\\_migration%'",
        }));
        Assert.Equal(["t"], (await database.ReadSchemaAsync("", CancellationToken.None)).Tables.Select(t => t.Name), StringComparer.OrdinalIgnoreCase);
    }

    private TableRun Make(string source, string target, string columns = "id INTEGER PRIMARY KEY, v TEXT")
    {
        var rows = string.Join(", ", Enumerable.Range(1, 30).Select(i => $"({i}, 'value {i}')"));
        var table = $"CREATE TABLE t({columns});";
        _databases.Make(source, "source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {rows}").Make(target, "target", columns.Contains("CHECK", StringComparison.Ordinal) ? table : "");
        return TableRun.Of(_databases, "t", batchSize: 7);
    }

    private async Task<OpenTable> OpenAsync(TableRun run)
    {
        var catalog = _databases.Catalog;
        var from = await catalog.OpenAsync("source", CancellationToken.None);
        var to = await catalog.OpenAsync("target", CancellationToken.None);
        var source = await from.OpenSourceAsync(run.Job, CancellationToken.None);
        return new OpenTable(source, await to.OpenTargetAsync(run.Job, source, CancellationToken.None));
    }

    private static async Task<RowBatch> ReadAsync(OpenTable table)
    {
        var batch = new RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, RangeCursor.Start, default, new BatchLimits(7, long.MaxValue), CancellationToken.None);
        return batch;
    }
}
