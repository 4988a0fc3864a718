using System.Globalization;
using Migration.Conformance;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Npgsql;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>A bulk load into an unlogged table, whose rows a crash of the server takes: it begins again, and never reports what is not there.</summary>
public sealed class UnloggedTests : IClassFixture<UnloggedTests.OwnServer>, IDisposable
{
    private const int Rows = 600;

    private readonly PostgresServer? _server;
    private readonly TestDatabases _databases;

    public UnloggedTests(OwnServer own)
    {
        _server = own.Server;
        Skip.If(_server is null, PostgresServer.Missing);
        _databases = new TestDatabases(_server);
    }

    public static TheoryData<string> Sources => new() { "sqlite", "postgres" };

    public void Dispose() => _databases?.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Sources))]
    public async Task Server_KilledWhileCopying_BeginsAgain_AndNoRowIsTwice(string source)
    {
        var run = Make(source);
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);
        await run.CopyAsync(TimeSpan.Zero);
        Assert.Equal("u", Persistence);

        Crash();

        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM t"));
        var again = await run.CopyAsync();
        Assert.Equal((Rows, Rows), (again.Rows, again.Checkpoint.Rows));
        await ProveAsync(run);
    }

    [SkippableTheory]
    [MemberData(nameof(Sources))]
    public async Task Server_KilledAfterTheCopy_SaysThatRowsAreLost_AndTheyAreCopiedAgain(string source)
    {
        var run = Make(source);
        await run.PrepareAsync();
        await run.CopyAsync();

        Crash();

        Assert.True((await run.FinishAsync()).RowsLost);
        Assert.Equal(TableVerdict.Different, (await run.ValidateAsync()).Verdict);
        await run.CopyAsync();
        await ProveAsync(run);
    }

    [SkippableFact]
    public async Task Server_KilledAfterTheFinish_KeepsRowsAndLedger()
    {
        var run = Make("sqlite");
        await run.PrepareAsync();
        await run.CopyAsync();
        await run.FinishAsync();

        Crash();

        Assert.Equal("p", Persistence);
        await ProveAsync(run);
        Assert.True((await run.RollbackAsync()).TableDropped);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Server_StoppedInOrder_KeepsTheRowsSoFar()
    {
        var run = Make("sqlite");
        await run.PrepareAsync();
        var first = await run.CopyAsync(TimeSpan.Zero);

        _server!.Stop();
        StartAgain();

        var rest = await run.CopyAsync();
        Assert.Equal(Rows, first.Rows + rest.Rows);
        await ProveAsync(run);
    }

    [SkippableFact]
    public async Task Table_LeftInTheMiddle_IsLoggedWithTheEndOfItsExecution_AndOutlivesACrash()
    {
        var run = Make("sqlite");
        await run.PrepareAsync();
        var kept = (await run.CopyAsync(TimeSpan.Zero)).Rows;
        await using (var zombie = await OpenTable.OfAsync(_databases, run))
        {
            var state = await zombie.Target.BeginAttemptAsync(1, CancellationToken.None);
            var batch = new RowBatch(zombie.Source.Columns.Count);
            await zombie.Source.ReadAsync(batch, state.Next, default, new BatchLimits(10, long.MaxValue), CancellationToken.None);

            await ReleaseAsync(run);

            var late = await Assert.ThrowsAsync<MigrationException>(async () => await zombie.Target.CommitAsync(batch, state.Next, state, CancellationToken.None));
            Assert.Equal(ErrorCodes.AttemptFenced, late.Code);
        }

        Crash();

        Assert.Equal(("p", $"{kept}"), (Persistence, _databases.Scalar("target", "SELECT count(*) FROM t")));
        Assert.Equal((TableVerdict.Equal, kept), await ProveSoFarAsync(run));
        await ReleaseAsync(run);
        Assert.True((await run.RollbackAsync()).TableDropped);
    }

    [SkippableFact]
    public async Task Table_WithoutARow_IsLoggedBeforeOthersReferToIt()
    {
        var run = Make("sqlite");
        await run.PrepareAsync();

        Assert.Empty(await run.OnTargetAsync(target => target.FinishSchemaAsync(new("", [], [], []), 2, CancellationToken.None)));

        Assert.Equal("p", Persistence);
        // The table may still be tried again.
        await run.CopyAsync();
        await ProveAsync(run);
    }

    [SkippableFact]
    public async Task Table_LoggedByAnotherHandAndCrashed_IsRefused_NotDoubled()
    {
        var run = Make("sqlite");
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);
        _databases.Execute("target", "ALTER TABLE t SET LOGGED");

        Crash();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());
        Assert.Equal((ErrorCodes.LedgerInvalid, false), (failure.Code, failure.IsTransient));
    }

    [SkippableFact]
    public async Task Rejects_OfRangesThatACrashTook_AreCountedOnce()
    {
        var run = Make("sqlite").With(job => job with { Configuration = job.Configuration with { MaxRejects = 5 } });
        _databases.Execute("source", "UPDATE t SET n = 'no number' WHERE id = 20");
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);

        Crash();

        Assert.Equal(1, (await run.CopyAsync()).Checkpoint.Rejected);
        Assert.Equal("1", _databases.Scalar("target", "SELECT count(*) FROM _migration_rejects"));
    }

    private static Task<IReadOnlyList<string>> ReleaseAsync(TableRun run) => run.OnTargetAsync(target => target.ReleaseAsync(CancellationToken.None));

    private static async Task<(TableVerdict Verdict, long Rows)> ProveSoFarAsync(TableRun run)
    {
        var proof = await run.DoAsync(operations => operations.ProveAsync(new(IsComplete: false, IsOwned: true), CancellationToken.None));
        return (proof.Verdict, proof.TargetRows);
    }

    private string? Persistence => _databases.Scalar("target", "SELECT relpersistence FROM pg_class WHERE oid = 't'::regclass");

    private void Crash()
    {
        _server!.KillAll();
        StartAgain();
    }

    private void StartAgain()
    {
        _server!.StartAgain();
        NpgsqlConnection.ClearAllPools();
    }

    private TableRun Make(string source)
    {
        _databases.Make(source, "source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, n INTEGER); CREATE INDEX t_v ON t(v)").Postgres("target");
        var rows = Enumerable.Range(1, Rows).Select(id => string.Create(CultureInfo.InvariantCulture, $"({id}, 'value {id}', {id % 7})"));
        _databases.Execute("source", $"INSERT INTO t VALUES {string.Join(", ", rows)}");
        return TableRun.Of(_databases, "t").With(job => job with { Strategy = MigrationStrategy.Bulk, Configuration = job.Configuration with { Unlogged = true } });
    }

    private async Task ProveAsync(TableRun run)
    {
        Assert.False((await run.FinishAsync()).RowsLost);
        Assert.Equal("p", Persistence);
        var proof = await run.ValidateAsync();
        Assert.Equal((TableVerdict.Equal, (long)Rows), (proof.Verdict, proof.TargetRows));
        Assert.Equal(Rows.ToString(CultureInfo.InvariantCulture), _databases.Scalar("target", "SELECT count(DISTINCT id) FROM t"));
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM _migration_unlogged_ranges"));
    }

    /// <summary>One that these tests may kill.</summary>
    public sealed class OwnServer : IDisposable
    {
        public PostgresServer? Server { get; } = PostgresServer.Start();

        public void Dispose() => Server?.Dispose();
    }
}
