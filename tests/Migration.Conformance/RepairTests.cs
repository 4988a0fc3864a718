using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Conformance;

/// <summary>A table whose sides differ is made equal by the rows that differ alone, from every engine to every other.</summary>
public sealed class RepairTests : IDisposable
{
    private const string Table = "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, v TEXT)";

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task RowsThatDiffer_AreWrittenAnewAndNoOthers(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();
        _databases.Execute("target", "UPDATE t SET v = 'other' WHERE id = 250; DELETE FROM t WHERE id = 7; INSERT INTO t VALUES (1000, 1, 'extra')");

        var repaired = await RepairAsync(run, removesExtra: true);

        Assert.Equal(new RepairResult(3, 2, 2, 0), repaired);
        Assert.Equal((TableVerdict.Equal, 300L), (await ProveAsync(run), Count("target")));
        Assert.Equal(new RepairResult(0, 0, 0, 0), await RepairAsync(run));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task RowsOfBefore_StayAndARollbackRestoresThem(string source, string target)
    {
        var run = Make(source, target, $"{Table}; INSERT INTO t VALUES (-5, 5, 'before'), (1001, 1, 'before')");
        await run.RunAsync();
        _databases.Execute("target", "DELETE FROM t WHERE id BETWEEN 1 AND 20; UPDATE t SET n = 0 WHERE id = 300; INSERT INTO t VALUES (0, 0, 'extra')");
        _databases.Execute("source", "INSERT INTO t VALUES (302, 4, 'late')");

        await RepairAsync(run, removesExtra: true);

        Assert.Equal(TableVerdict.Equal, await ProveAsync(run));
        Assert.Equal(["-5", "1001"], _databases.Rows("target", "SELECT id FROM t WHERE v = 'before' ORDER BY id"));
        Assert.Equal(303, Count("target"));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(2, Count("target"));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task RowsOfOthers_StayAndAreToldAsDifferences(string source, string target)
    {
        const string Pairs = "CREATE TABLE t(id INTEGER NOT NULL, v TEXT, n INTEGER NOT NULL, PRIMARY KEY (id, n))";
        var rows = string.Join(", ", Enumerable.Range(1, 60).Select(i => $"({i * 10}, 'value {i}', {i % 3})"));
        _databases.Make(source, "source", $"{Pairs}; INSERT INTO t VALUES {rows}").Make(target, "target");
        var run = TableRun.Of(_databases, "t", batchSize: 20);
        await run.RunAsync();
        // Others wrote first, last, and between two rows, of which one is not the source's any more.
        _databases.Execute("target", "INSERT INTO t VALUES (1, 'theirs', 0), (105, 'theirs', 1), (9999, 'theirs', 2); UPDATE t SET v = 'other' WHERE id IN (110, 600); DELETE FROM t WHERE id = 10");
        _databases.Execute("source", "DELETE FROM t WHERE id = 300");

        Assert.Equal(new RepairResult(3, 3, 2, 4), await RepairAsync(run));

        Assert.Equal(["1", "105", "300", "9999"], _databases.Rows("target", "SELECT id FROM t WHERE v = 'theirs' OR id = 300 ORDER BY id"));
        Assert.Equal((TableVerdict.Different, 63L), (await ProveAsync(run), Count("target")));
        Assert.Equal(new RepairResult(0, 0, 0, 4), await RepairAsync(run));
        // Rows of the source that lie beside those of others are written anew, but where one engine holds both.
        Assert.Equal((source, target) == ("snowflake", "snowflake") ? new(3, 0, 4, 0) : new RepairResult(3, 3, 7, 0), await RepairAsync(run, removesExtra: true));
        Assert.Equal((TableVerdict.Equal, 59L), (await ProveAsync(run), Count("target")));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("snowflake")]
    public async Task Epochs_OfARepair_AreThoseOfEveryShard(string engine)
    {
        var run = Make(engine, engine).With(job => job with { Shards = 3 });
        Assert.Equal(3, (await run.PrepareAsync()).Shards);
        foreach (var shard in (int[])[1, 2, 3])
            await run.CopyInSlicesAsync(shard);
        await run.FinishAsync();
        _databases.Execute("target", "UPDATE t SET v = 'other'");
        Assert.Equal([1, 2, 3], (await run.ValidateAsync()).Mismatches.Select(mismatch => mismatch.Shard).Distinct().Cast<int>());
        await using var repairing = await OpenTable.OfAsync(_databases, run);
        await using var copying = await OpenTable.OfAsync(_databases, run);
        var ranges = new List<LedgerRange>();
        await foreach (var range in repairing.Target.ReadLedgerAsync(CancellationToken.None))
            ranges.Add(range);

        var epochs = await repairing.Target.BeginRepairAsync(CancellationToken.None);
        await copying.Target.BeginAttemptAsync(2, CancellationToken.None);

        Assert.Equal([1, 2, 3], epochs.Keys.Order());
        foreach (var shard in (int[])[1, 2, 3])
        {
            var repair = repairing.Target.RepairAsync(new(ranges.Find(range => range.Shard == shard)!, new RowBatch(3)), epochs[shard], CancellationToken.None);
            if (shard == 2)
                Assert.Equal(ErrorCodes.AttemptFenced, (await Assert.ThrowsAsync<MigrationException>(() => repair)).Code);
            else
                Assert.Equal(0, await repair);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task SourceThatChangedSince_IsFollowed(string source, string target)
    {
        var run = Make(source, target);
        await run.RunAsync();
        _databases.Execute("source", "UPDATE t SET v = 'newer' WHERE id = 150; DELETE FROM t WHERE id IN (1, 299, 300); INSERT INTO t VALUES (0, 0, 'first'), (400, 400, 'last')");

        await RepairAsync(run, removesExtra: true);

        Assert.Equal(TableVerdict.Equal, await ProveAsync(run));
        Assert.Equal(["first", "last", "newer"], _databases.Rows("target", "SELECT v FROM t WHERE id IN (0, 150, 400) ORDER BY v"));
        Assert.Equal(299, Count("target"));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task HalfACopy_IsRepairedAndGoesOn(string source, string target)
    {
        var run = Make(source, target, Table);
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);
        _databases.Execute("target", "DELETE FROM t WHERE id = 50");

        Assert.Equal(new RepairResult(1, 1, 0, 0), await RepairAsync(run));
        await run.CopyInSlicesAsync();
        await run.FinishAsync();

        Assert.Equal((TableVerdict.Equal, 300L), (await ProveAsync(run), Count("target")));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCase), MemberType = typeof(Engines))]
    public async Task RowsPutAside_StayAside(string source, string target)
    {
        var run = Make(source, target, "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER CHECK (n <> 14), v TEXT)")
            .With(job => job with { Configuration = job.Configuration with { MaxRejects = 1 } });
        await run.RunAsync();
        _databases.Execute("target", "UPDATE t SET n = 1 WHERE id = 8");

        Assert.Equal(new RepairResult(1, 1, 1, 0), await RepairAsync(run));
        Assert.Equal((TableVerdict.Equal, 299L), (await ProveAsync(run), Count("target")));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task RowThatTheTargetRefuses_LeavesItsRangeAsItWas(string source, string target)
    {
        var run = Make(source, target, "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0), v TEXT)");
        await run.RunAsync();
        _databases.Execute("target", "UPDATE t SET v = 'other' WHERE id = 10");
        _databases.Execute("source", "UPDATE t SET n = -1 WHERE id = 20");

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => RepairAsync(run));

        Assert.Equal(ErrorCodes.ConstraintViolated, refusal.Code);
        Assert.Equal("other", _databases.Scalar("target", "SELECT v FROM t WHERE id = 10"));
    }

    [Fact]
    public async Task KeyThatMayBeNullAndNeverIs_IsRepaired()
    {
        _databases.Make("sqlite", "source", "CREATE TABLE t(k TEXT PRIMARY KEY, n INTEGER); INSERT INTO t VALUES ('a', 1), ('b', 2)").Make("sqlite", "target");
        var run = TableRun.Of(_databases, "t");
        await run.RunAsync();
        _databases.Execute("target", "DELETE FROM t WHERE k = 'b'");

        Assert.Equal(new RepairResult(1, 1, 0, 0), await RepairAsync(run));
        Assert.Equal((TableVerdict.Equal, 2L), (await ProveAsync(run), Count("target")));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task WhatCanNotBeFoundAgain_IsRefused(string source, string target)
    {
        _databases.Make(source, "source", "CREATE TABLE t(n INTEGER); INSERT INTO t VALUES (1), (2)").Make(target, "target");
        var run = TableRun.Of(_databases, "t");
        await run.RunAsync();
        var keyless = await Assert.ThrowsAsync<MigrationException>(() => RepairAsync(run));
        await run.RollbackAsync();
        var takenBack = await Assert.ThrowsAsync<MigrationException>(() => RepairAsync(run));

        Assert.All([keyless, takenBack], refusal => Assert.Equal(ErrorCodes.RepairImpossible, refusal.Code));
    }

    private TableRun Make(string source, string target, string inTarget = "")
    {
        _databases.Make(source, "source", $"{Table}; INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 300).Select(i => $"({i}, {i * 2}, 'value {i}')"))}")
            .Make(target, "target", inTarget);
        return TableRun.Of(_databases, "t");
    }

    private long Count(string database) => long.Parse(_databases.Scalar(database, "SELECT count(*) FROM t")!, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<RepairResult> RepairAsync(TableRun run, bool removesExtra = false) =>
        run.DoAsync(operations => operations.RepairAsync(removesExtra, CancellationToken.None));

    private static async Task<TableVerdict> ProveAsync(TableRun run) =>
        (await run.DoAsync(operations => operations.ProveAsync(new(IsComplete: true, IsOwned: true), CancellationToken.None))).Verdict;
}
