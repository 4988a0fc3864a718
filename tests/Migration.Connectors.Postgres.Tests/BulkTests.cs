using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Npgsql;

namespace Migration.Connectors.Postgres.Tests;

/// <summary>The strategy BULK into PostgreSQL: how indexes are built, and what stops them.</summary>
public sealed class BulkTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Indexes_OfATable_AreBuiltSideBySide_AndAnInterruptedBuildLeavesNothing()
    {
        var run = await CopiedAsync("t", parallelism: 3);
        await using (await LockedAsync("t"))
        {
            using var stop = new CancellationTokenSource();
            var finishing = run.DoAsync(o => o.FinishAsync(stop.Token));
            await UntilAsync(() => Building("relation") == 3);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finishing);
            // Cancelling told the server, too.
            await UntilAsync(() => Building("relation") == 0);
        }
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"));

        Assert.Equal(4, (await run.FinishAsync()).IndexesCreated);

        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal(["t_pkey", "t_v_key"], _databases.Rows("target", "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype IN ('p', 'u') ORDER BY 1"));
    }

    [SkippableFact]
    public async Task Indexes_OfSeveralTables_AreNoMoreAtOnceThanParallelism()
    {
        var (one, two) = (await CopiedAsync("t", parallelism: 2), await CopiedAsync("u", parallelism: 2));
        Task[] finishing;
        await using (await LockedAsync("t, u"))
        {
            finishing = [one.FinishAsync(), two.FinishAsync()];
            await UntilAsync(() => Building("relation") + Building("advisory") == 4);
            Assert.Equal((2, 2), (Building("relation"), Building("advisory")));
        }
        await Task.WhenAll(finishing);
        Assert.Equal("8", _databases.Scalar("target", "SELECT count(*) FROM pg_index WHERE indrelid IN ('t'::regclass, 'u'::regclass)"));
    }

    [SkippableFact]
    public async Task Build_LeftRunningByAnotherAttempt_IsWaitedFor()
    {
        var run = (await CopiedAsync("t", parallelism: 1)).With(job => job with { Strategy = MigrationStrategy.Batch });
        Task<TableFinished>[] attempts;
        await using (await LockedAsync("t"))
        {
            attempts = [run.FinishAsync(), run.FinishAsync()];
            await UntilAsync(() => Building("relation") == 1 && Building("advisory") == 1);
        }

        Assert.Equal(4, (await Task.WhenAll(attempts)).Sum(f => f.IndexesCreated));
    }

    [SkippableFact]
    public async Task Session_EndedWhileItBuilds_IsTransient_AndTheRestIsBuiltLater()
    {
        var run = await CopiedAsync("t", parallelism: 2);
        await using (await LockedAsync("t"))
        {
            var finishing = run.FinishAsync();
            await UntilAsync(() => Building("relation") == 2);
            _databases.Rows("target", $"SELECT pg_terminate_backend(a.pid) {Builders}");
            var failure = await Assert.ThrowsAnyAsync<MigrationException>(() => finishing);
            Assert.True(failure.IsTransient);
        }

        Assert.Equal(4, (await run.FinishAsync()).IndexesCreated);
    }

    [SkippableFact]
    public async Task Key_ThatSeveralRowsHave_IsToldWithTableKeyAndValues()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')").Postgres("target");
        var run = TableRun.Of(_databases, "t", batchSize: 2).With(InBulk(2));
        await run.PrepareAsync();
        await run.CopyAsync(TimeSpan.Zero);
        _databases.Execute("source", "UPDATE t SET v = 'x' WHERE id = 1; UPDATE t SET v = 'a' WHERE id = 3");
        await run.CopyInSlicesAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(run.FinishAsync);

        Assert.Equal((ErrorCodes.ConstraintViolated, false), (failure.Code, failure.IsTransient));
        Assert.Contains("unique key (v) of table 't'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'a' (2 rows)", failure.Message, StringComparison.Ordinal);
        Assert.True((await run.RollbackAsync()).TableDropped);
    }

    [SkippableFact]
    public async Task Check_ThatRowsBreak_IsToldByName()
    {
        _databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, CONSTRAINT positive CHECK (n > 0)); PRAGMA ignore_check_constraints=ON; INSERT INTO t VALUES (1, -1)").Postgres("target");
        var run = TableRun.Of(_databases, "t").With(InBulk(2));
        await run.PrepareAsync();
        await run.CopyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(run.FinishAsync);

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Contains("'positive' of table 't'", failure.Message, StringComparison.Ordinal);
    }

    private static Func<TableJob, TableJob> InBulk(int parallelism) =>
        job => job with { Strategy = MigrationStrategy.Bulk, Configuration = job.Configuration with { Parallelism = parallelism } };

    private async Task<TableRun> CopiedAsync(string table, int parallelism)
    {
        _databases.Sqlite("source", $"CREATE TABLE {table}(id INTEGER PRIMARY KEY, v TEXT UNIQUE, w TEXT); CREATE INDEX {table}_w ON {table}(w); CREATE INDEX {table}_vw ON {table}(v, w); "
            + $"INSERT INTO {table} VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'y')").Postgres("target", settings: new() { ["lockTimeout"] = "10m" });
        var run = TableRun.Of(_databases, table).With(InBulk(parallelism));
        await run.PrepareAsync();
        await run.CopyAsync();
        return run;
    }

    private const string Builders = "FROM pg_stat_activity a WHERE datname = current_database() AND application_name LIKE 'snowflake-deploy run-1%' AND state = 'active'";

    private int Building(string waitsFor) => int.Parse(
        _databases.Scalar("target", $"SELECT count(*) {Builders} AND EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted AND l.locktype = '{waitsFor}')")!,
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Rows of the tables can be read, and no index be built.</summary>
    private async Task<NpgsqlConnection> LockedAsync(string tables)
    {
        var connection = new NpgsqlConnection(_databases.ConnectionString("target") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {tables} IN ROW EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
            await glances.WaitForNextTickAsync(patience.Token);
    }
}
