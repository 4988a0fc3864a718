using Migration.Conformance;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Npgsql;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>Sessions ended, the server killed, a lock held while rows are copied: it ends in equal hashes, no range twice.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Rows = 3000;

    private readonly PostgresServer? _server = PostgresServer.Start();
    private readonly TestDatabases _databases;

    public FaultTests()
    {
        Skip.If(_server is null, PostgresServer.Missing);
        _databases = new TestDatabases(_server);
    }

    public static TheoryData<string, string> Pairs => new() { { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "postgres", "postgres" } };

    public void Dispose()
    {
        _databases?.Dispose();
        _server?.Dispose();
    }

    [SkippableTheory]
    [MemberData(nameof(Pairs))]
    public async Task Sessions_EndedWhileCopying_AreOutlasted(string source, string target)
    {
        var run = Make(source, target);
        var ended = 0;

        await CopyThroughAsync(run, commits => ended += commits % 7 == 3 ? EndSessions() : 0);

        Assert.True(ended > 0);
        await ProveAsync(run);
    }

    [SkippableTheory]
    [MemberData(nameof(Pairs))]
    public async Task Server_KilledWhileCopying_IsOutlasted(string source, string target)
    {
        var run = Make(source, target);
        var kills = 0;

        await CopyThroughAsync(run, commits =>
        {
            if (commits % 20 != 10 || kills == 3)
                return;
            kills++;
            _server!.KillAll();
            _server.StartAgain();
        });

        Assert.True(kills > 0);
        await ProveAsync(run);
    }

    [SkippableFact]
    public async Task Lock_HeldOnTheTarget_IsWaitedForAndThenToldAsTransient()
    {
        var run = Make("sqlite", "postgres");
        _databases.Postgres("target", settings: new() { ["lockTimeout"] = "200ms" });
        await run.PrepareAsync();
        await using (var connection = new NpgsqlConnection(_databases.ConnectionString("target")))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("LOCK TABLE t IN ACCESS EXCLUSIVE MODE", connection);
            await command.ExecuteNonQueryAsync();

            var failure = await Assert.ThrowsAnyAsync<MigrationException>(() => run.CopyAsync());

            Assert.Equal((ErrorCodes.DatabaseLocked, true), (failure.Code, failure.IsTransient));
        }
        await run.CopyAsync();
        await ProveAsync(run);
    }

    [SkippableTheory]
    [InlineData("sqlite", "postgres", false)]
    [InlineData("postgres", "sqlite", false)]
    [InlineData("postgres", "postgres", true)]
    public async Task Connections_ThatFallSilent_AreFoundAndOutlasted(string source, string target, bool forNewOnes)
    {
        using var proxy = new LoopbackProxy(_server!.Port);
        var run = Make(source, target);
        foreach (var name in new[] { source == "postgres" ? "source" : null, target == "postgres" ? "target" : null }.OfType<string>())
            _databases.Postgres(name, settings: new() { ["silenceLimit"] = "1s" }, more: $"Port={proxy.Port};Timeout=5");
        var silences = 0;

        await CopyThroughAsync(run, commits =>
        {
            if (commits % 25 == 10 && silences++ < 2)
                proxy.Silence(forNewOnes);
        }, proxy.Mend);

        Assert.True(silences > 0);
        await ProveAsync(run);
    }

    [SkippableFact]
    public async Task Source_InItsTransaction_EndsWhereItsConnectionFellSilent()
    {
        using var proxy = new LoopbackProxy(_server!.Port);
        _databases.Postgres("source", "CREATE TABLE t(v text); INSERT INTO t VALUES ('a'), ('b')", settings: new() { ["silenceLimit"] = "1s" }, more: $"Port={proxy.Port};Timeout=5");
        await using var database = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        var source = await database.OpenSourceAsync(TableRun.Of(_databases, "t").Job, CancellationToken.None);
        var batch = new RowBatch(source.Columns.Count);
        await source.ReadAsync(batch, RangeCursor.Start, default, new BatchLimits(10, long.MaxValue), CancellationToken.None);
        Assert.Equal(2, batch.Rows);

        proxy.Silence();
        await source.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("0", _databases.AdminScalar("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"));
    }

    [SkippableFact]
    public async Task Statement_ThatIsSilentAtWork_IsLeftToIt()
    {
        _databases.Postgres("target", settings: new() { ["silenceLimit"] = "1s" });
        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);

        Assert.Equal("1", await database.QueryScalarAsync("", "SELECT 1 FROM pg_sleep(3)", CancellationToken.None));
    }

    [SkippableFact]
    public async Task Statement_AboutWhichOneQuestionIsLost_IsAskedAboutAgain()
    {
        using var proxy = new LoopbackProxy(_server!.Port);
        _databases.Postgres("target", settings: new() { ["silenceLimit"] = "1s" }, more: $"Port={proxy.Port};Timeout=6");
        await using var database = await _databases.Catalog.OpenAsync("target", CancellationToken.None);
        // Opens the connection that the pool then has for the statement.
        await database.QueryScalarAsync("", "SELECT 1", CancellationToken.None);

        proxy.SilenceNewOnes();
        var asleep = database.QueryScalarAsync("", "SELECT 1 FROM pg_sleep(12)", CancellationToken.None);
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); proxy.Swallowed == 0; await Task.Yield())
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1) && !asleep.IsCompleted, "the server was not asked");
        proxy.Mend();

        Assert.Equal("1", await asleep);
    }

    /// <summary>What stands for a disk that does not answer: a commit that waits for a standby which never confirms.</summary>
    [SkippableFact]
    public async Task Commit_ThatHangsAtTheEndOfATable_IsWaitedFor()
    {
        var run = Make("sqlite", "postgres");
        await run.PrepareAsync();
        await run.CopyAsync();
        _databases.Postgres("target", settings: new() { ["silenceLimit"] = "2s" });
        Task finishing;
        _databases.AdminScalar("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        try
        {
            _databases.AdminScalar("SELECT pg_reload_conf()");
            await UntilAsync("SELECT 1 WHERE current_setting('synchronous_standby_names') = 'nobody'");
            finishing = run.FinishAsync();
            // For longer than the limit of silence: so it was asked about, and left to it.
            await UntilAsync("""
                SELECT 1 FROM pg_stat_activity
                WHERE wait_event = 'SyncRep' AND application_name LIKE 'snowflake-deploy run-%' AND clock_timestamp() - state_change > interval '3 s'
                """, finishing);
        }
        finally
        {
            _databases.AdminScalar("ALTER SYSTEM RESET synchronous_standby_names");
            _databases.AdminScalar("SELECT pg_reload_conf()");
        }

        await finishing;
        await ProveAsync(run);
    }

    /// <param name="meanwhile">Must not end before.</param>
    private async Task UntilAsync(string sql, Task? meanwhile = null)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); _databases.AdminScalar(sql) is null; await Task.Yield())
        {
            if (meanwhile is { IsCompleted: true })
                await meanwhile;
            Assert.False(meanwhile is { IsCompleted: true }, $"it was over before: {sql}");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), sql);
        }
    }

    private TableRun Make(string source, string target)
    {
        var rows = string.Join(", ", Enumerable.Range(1, Rows).Select(i => $"({i}, 'value {i}', {i}.5)"));
        _databases.Make(source, "source", $"CREATE TABLE t(id BIGINT PRIMARY KEY, v TEXT, r DOUBLE PRECISION); INSERT INTO t VALUES {rows}").Make(target, "target");
        return TableRun.Of(_databases, "t", batchSize: 40);
    }

    /// <summary>Copies, and again where it failed for a reason that passes, until all is there.</summary>
    private static async Task CopyThroughAsync(TableRun run, Action<int> afterCommit, Action? afterFailure = null)
    {
        await OutlastAsync(run.PrepareAsync);
        var commits = 0;
        for (var done = false; !done;)
        {
            try
            {
                done = (await run.CopyAsync(afterCommit: _ => afterCommit(++commits))).Done;
            }
            catch (MigrationException failure) when (failure.IsTransient)
            {
                afterFailure?.Invoke();
            }
        }
    }

    private static async Task<T> OutlastAsync<T>(Func<Task<T>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (MigrationException failure) when (failure.IsTransient && attempt < 20)
            {
                // The workflow would try it again, too.
            }
        }
    }

    private async Task ProveAsync(TableRun run)
    {
        // A session that was ended at the very end shows in the step that comes after it.
        await OutlastAsync(run.FinishAsync);
        var validation = await OutlastAsync(run.ValidateAsync);
        Assert.Equal((TableVerdict.Equal, (long)Rows), (validation.Verdict, validation.TargetRows));
        Assert.Equal($"{Rows}", _databases.Scalar("target", "SELECT sum(rows) FROM _migration_ranges"));
    }

    private int EndSessions() => int.Parse(_databases.AdminScalar(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'snowflake-deploy run-%'")!, System.Globalization.CultureInfo.InvariantCulture);
}
