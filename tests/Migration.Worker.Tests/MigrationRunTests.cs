using System.Diagnostics;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Worker.Tests;

public sealed class MigrationRunTests
{
    private static string Shop(int users) => $"""
        CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE orders(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id), note TEXT);
        CREATE INDEX orders_by_user ON orders(user_id);
        CREATE VIEW names AS SELECT name FROM users;
        WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < {users})
        INSERT INTO users SELECT i, 'user ' || i FROM n;
        INSERT INTO orders SELECT id, id, CASE id % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'x' END FROM users;
        """;

    [Fact]
    public async Task Migration_WholeSchema_ArrivesEqualAndIsRolledBackToNothing()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(2_000));
        var migration = await worker.MigrateAsync(new() { BatchSize = 300 });
        var report = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);

        Assert.All(report.Tables, table => Assert.Equal("EQUAL", table.Validation!.Verdict));
        Assert.Equal(4_000, report.Metrics.RowsInserted);
        Assert.Equal(2_000L, worker.Query("NEW", "SELECT count(*) FROM names"));
        Assert.Equal(1L, worker.Query("NEW", "SELECT count(*) FROM sqlite_master WHERE name = 'orders_by_user'"));

        await WorkerFixture.UntilAsync(migration, report => report.Phase == MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback", [new OperatorRequest { Id = "1", By = "ann" }]);
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.GetResultAsync()).Status);
        Assert.Equal(0L, worker.Query("NEW", "SELECT count(*) FROM sqlite_master WHERE name IN ('users', 'orders', 'names')"));
    }

    [Fact]
    public async Task Migration_PausedWhileCopying_RestsWithinASecondAndLosesNoRow()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(100_000));
        var migration = await worker.MigrateAsync(new() { BatchSize = 50, Parallelism = 1 });
        await WorkerFixture.UntilAsync(migration, report => report.Tables.Any(table => table.Stage == TableStage.Copy));

        var asked = Stopwatch.GetTimestamp();
        await migration.SignalAsync("pause", [new OperatorRequest { Id = "1", By = "ann" }]);
        var paused = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Paused);
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var rows = paused.Tables.Sum(table => table.Checkpoint?.Rows ?? 0);
        Assert.InRange(rows, 0, 199_999);

        await migration.SignalAsync("resume", [new OperatorRequest { Id = "2", By = "ann" }]);
        var done = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);
        Assert.Equal(200_000, done.Metrics.RowsInserted);
        Assert.All(done.Tables, table => Assert.Equal("EQUAL", table.Validation!.Verdict));
    }

    [Fact]
    public async Task Worker_StoppedWhileCopying_CommitsAndTheNextGoesOn()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(60_000));
        var migration = await worker.MigrateAsync(new() { BatchSize = 100, Parallelism = 1 });
        await WorkerFixture.UntilAsync(migration, report => report.Tables.Any(table => table.Stage == TableStage.Copy));
        await worker.StopWorkerAsync();
        await worker.StartWorkerAsync();
        var done = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);
        Assert.Empty(done.Errors);
        Assert.Equal(120_000, done.Metrics.RowsInserted);
    }

    [Fact]
    public async Task Migration_TableSkipped_LeavesItsTriggersOut()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(50_000) + """
            CREATE TRIGGER on_user AFTER DELETE ON users BEGIN SELECT 1; END;
            CREATE TRIGGER on_order AFTER DELETE ON orders BEGIN SELECT 1; END;
            CREATE TRIGGER on_name INSTEAD OF INSERT ON names BEGIN SELECT 1; END;
            """);
        var migration = await worker.MigrateAsync(new() { BatchSize = 50, Parallelism = 1 });
        await WorkerFixture.UntilAsync(migration, report => report.Tables.Any(table => table.Stage == TableStage.Copy));
        await migration.SignalAsync("skip", [new OperatorRequest { Id = "1", By = "ann", Tables = ["orders"] }]);
        await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);
        Assert.Equal("on_name,on_user", worker.Query("NEW", "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name)"));
    }

    [Fact]
    public async Task Migration_SecondIntoTheSameTables_IsRefusedByName()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(50_000));
        var first = await worker.MigrateAsync(new() { BatchSize = 100 });
        await WorkerFixture.UntilAsync(first, report => report.Tables.Any(table => table.Stage == TableStage.Copy));
        var second = await worker.MigrateAsync(new());
        var refused = await WorkerFixture.UntilAsync(second, report => report.Status == ExecutionStatus.Failed);
        var error = Assert.Single(refused.Errors);
        Assert.Equal("TARGET_CLAIMED", error.Code);
        Assert.Contains(first.Id, error.Message, StringComparison.Ordinal);
        await WorkerFixture.UntilAsync(first, report => report.Status == ExecutionStatus.Completed);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 0)]
    public async Task Migration_Verbose_LogsEveryBatch(bool verbose, int lines)
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3), (4), (5), (6), (7);");
        var migration = await worker.MigrateAsync(new() { BatchSize = 2, Verbose = verbose });
        await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);
        await worker.StopWorkerAsync();
        var logged = Directory.GetFiles(worker.Logs).SelectMany(File.ReadAllLines).Count(line => line.Contains("is committed", StringComparison.Ordinal));
        await worker.StartWorkerAsync();
        Assert.Equal(lines, logged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_Heartbeats_TellRowsOfBatchesWhereThePlanReportsProgress(bool reporting)
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Shop(1_000_000));
        var migration = await worker.MigrateAsync(new() { BatchSize = 20, Parallelism = 1, CheckpointInterval = TimeSpan.FromHours(1), ProgressReporting = reporting });
        await WorkerFixture.UntilAsync(migration, report => report.Tables.Any(table => table is { Name: "users", Stage: TableStage.Copy }));
        var beat = await worker.HeartbeatAfterAsync(ranges: 20, migration.Id, "users");
        Assert.Equal(("users", reporting), (beat.Table, beat.Rows > 0));
        await migration.SignalAsync("cancel", [new OperatorRequest { Id = "1", By = "ann" }]);
        await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Cancelled);
    }
}
