using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

/// <summary>Executions of strategy PARALLEL: parts of tables as copies of their own, within the plan's parallelism.</summary>
public sealed class ParallelTests
{
    [Fact]
    public async Task Table_OfItsOwn_IsCopiedInAsManyPartsAtOnceAsThereAreLanes()
    {
        await using var engine = await StartAsync(("notes", 1_000_000));
        var held = Enumerable.Range(1, 3).Select(shard => engine.Activities.Holds($"copy notes/{shard}")).ToList();
        var migration = await RunAsync(engine, lanes: 3);
        await engine.Activities.UntilCalledAsync("copy notes/1", "copy notes/2", "copy notes/3");
        var shards = Assert.Single((await migration.ProgressAsync()).Tables).Shards;
        held.ForEach(gate => gate.SetResult());
        var report = await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal(12, shards.Count);
        Assert.Equal(3, engine.Activities.MostActive);
        Assert.Equal(Enumerable.Range(1, 12).Select(shard => $"copy notes/{shard}").Order(), Copies(engine).Order());
        Assert.Equal((60, 12), (report.Metrics.RowsInserted, report.Tables[0].Checkpoint!.Ranges));
        Assert.Single(engine.Activities.Calls, "prepare notes");
    }

    [Fact]
    public async Task Limits_OfATable_AreSharedByItsLanes()
    {
        await using var engine = await StartAsync(("notes", 1_000_000));
        var held = Enumerable.Range(1, 3).Select(shard => engine.Activities.Holds($"copy notes/{shard}")).ToList();
        var migration = await RunAsync(engine, lanes: 3, c => c with { MaxRowsPerSecond = 900, MemoryLimit = 300 });
        await engine.Activities.UntilCalledAsync("copy notes/1", "copy notes/2", "copy notes/3");
        held.ForEach(gate => gate.SetResult());
        await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.All(held.Index(), gate => Assert.Equal((300, 100L), Limits(engine.Activities.Copies[$"notes/{gate.Index + 1}"].Task.Configuration)));

        static (int, long) Limits(MigrationConfiguration configuration) => (configuration.MaxRowsPerSecond, configuration.MemoryLimit);
    }

    [Fact]
    public async Task Part_ThatFailsForAWhile_IsTriedAgainAlone()
    {
        await using var engine = await StartAsync(("notes", 80_000));
        engine.Activities.FailsOnce("copy notes/2", ErrorCodes.DatabaseLocked, transient: true);
        var migration = await RunAsync(engine, lanes: 2);
        var report = await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal(["copy notes/1", "copy notes/2", "copy notes/2", "copy notes/3", "copy notes/4"], Copies(engine).Order());
        var error = Assert.Single(report.Errors);
        Assert.Equal(("2", true), (error.Context["shard"], error.Resolved));
    }

    [Fact]
    public async Task Part_ThatIsRefused_ParksTheTableWhenTheOthersAreDone()
    {
        await using var engine = await StartAsync(("notes", 80_000));
        engine.Activities.Fails("copy notes/2", ErrorCodes.ConstraintViolated);
        var migration = await RunAsync(engine, lanes: 2);
        var parked = await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        engine.Activities.Works("copy notes/2");
        await migration.SignalAsync("retry");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal([true, false, true, true], parked.Tables[0].Shards.Select(shard => shard.Done));
        Assert.False(Assert.Single(parked.Errors).Resolved);
        Assert.Equal(["copy notes/1", "copy notes/2", "copy notes/2", "copy notes/3", "copy notes/4"], Copies(engine).Order());
        Assert.True(Assert.Single(report.Errors).Resolved);
        Assert.Single(engine.Activities.Calls, "prepare notes");
    }

    [Fact]
    public async Task Lane_OfATableThatHasEnded_GoesToTheOther()
    {
        await using var engine = await StartAsync(("users", 30_000), ("notes", 80_000));
        var users = engine.Activities.Holds("copy users");
        foreach (var shard in (int[])[1, 2])
            engine.Activities.Lasts($"copy notes/{shard}");
        var migration = await RunAsync(engine, lanes: 2);
        await engine.Activities.UntilCalledAsync("copy users", "copy notes/1");
        Assert.DoesNotContain("copy notes/2", engine.Activities.Calls);
        users.SetResult();
        await engine.Activities.UntilCalledAsync("copy notes/2");
        foreach (var shard in (int[])[1, 2])
            engine.Activities.Works($"copy notes/{shard}");
        await migration.SignalAsync("pause");
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal(2, engine.Activities.MostActive);
    }

    [Fact]
    public async Task Tune_Parallelism_ChangesTheLanesOfARunningTable()
    {
        await using var engine = await StartAsync(("notes", 1_000_000));
        for (var shard = 1; shard <= 4; shard++)
            engine.Activities.Lasts($"copy notes/{shard}");
        var migration = await RunAsync(engine, lanes: 1);
        await engine.Activities.UntilCalledAsync("copy notes/1");
        await migration.SignalAsync("tune", new OperatorRequest { Id = "more", By = "ann", Tuning = new() { Parallelism = 3 } });
        await engine.Activities.UntilCalledAsync("copy notes/1", "copy notes/2", "copy notes/3");
        for (var shard = 1; shard <= 4; shard++)
            engine.Activities.Works($"copy notes/{shard}");
        await migration.SignalAsync("tune", new OperatorRequest { Id = "less", By = "ann", Tuning = new() { Parallelism = 1 } });
        var report = await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.All(report.Tables[0].Shards, shard => Assert.True(shard.Done));
        Assert.Equal(4, report.Tables[0].Shards.Count);
        Assert.Equal(3, engine.Activities.MostActive);
    }

    [Fact]
    public async Task Pause_OfSeveralParts_RestsThemAllAndGoesOnWhereTheyWere()
    {
        await using var engine = await StartAsync(("notes", 80_000));
        foreach (var shard in (int[])[1, 2])
            engine.Activities.Lasts($"copy notes/{shard}");
        var migration = await RunAsync(engine, lanes: 2);
        await engine.Activities.UntilCalledAsync("copy notes/1", "copy notes/2");
        await migration.SignalAsync("pause");
        var paused = await migration.UntilAsync(ExecutionStatus.Paused);
        foreach (var shard in (int[])[1, 2])
            engine.Activities.Works($"copy notes/{shard}");
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal((10, 2), (paused.Tables[0].Checkpoint!.Rows, paused.Tables[0].Checkpoint!.Ranges));
        Assert.Equal([1L, 1L], ((int[])[1, 2]).Select(shard => engine.Activities.Copies[$"notes/{shard}"].Since!.Ranges));
    }

    [Fact]
    public async Task RolledBack_Table_IsForgottenWithItsParts()
    {
        await using var engine = await StartAsync(("notes", 80_000));
        var migration = await RunAsync(engine, lanes: 2);
        await migration.UntilAsync(ExecutionStatus.Completed);
        await migration.SignalAsync("rollback");
        var report = await migration.UntilAsync(ExecutionStatus.RolledBack);

        Assert.Empty(report.Tables[0].Shards);
        Assert.Single(engine.Activities.Calls, "roll back notes");
    }

    private static async Task<Engine> StartAsync(params (string Name, long Rows)[] tables)
    {
        var engine = await Engine.StartAsync();
        engine.Activities.Preflight = new()
        {
            Tables = [.. tables.Select(table => new TableOutline { Table = new() { SourceTable = table.Name }, Rows = table.Rows })],
            Waves = [[.. tables.Select(table => table.Name)]],
        };
        return engine;
    }

    private static Task<RunningMigration> RunAsync(Engine engine, int lanes, Func<MigrationConfiguration, MigrationConfiguration>? configure = null) => RunningMigration.StartAsync(
        engine,
        configuration => (configure?.Invoke(configuration) ?? configuration) with { Parallelism = lanes },
        plan => plan with { Strategy = MigrationStrategy.Parallel, Tables = [.. engine.Activities.Preflight.Tables.Select(outline => outline.Table)] });

    private static IEnumerable<string> Copies(Engine engine) => engine.Activities.Calls.Where(call => call.StartsWith("copy ", StringComparison.Ordinal));
}
