using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Workflows;

// How many tables, and parts of one, are copied at once: no more than the plan's parallelism.
public sealed partial class MigrationWorkflow
{
    // What each table in work was started with.
    private readonly Dictionary<string, int> lanes = [];

    private int FreeLanes => Configuration.Parallelism - LanesInWork.Sum(table => table.Used);

    private IReadOnlyList<TableLanes> LanesInWork =>
        [.. runs.Keys.Select(name => state.Table(name)).Select(table => new TableLanes(table, lanes.GetValueOrDefault(table.Name, 1), PartsInWork(table)))];

    private bool CanLaunch => !state.Paused && FreeLanes > 0 && Schedule.Startable(state.Tables).Any();

    /// <summary>One that should start again with another number of lanes; while one comes to rest for it, none.</summary>
    private string? TableToRest => state.Paused || !IsParallel || runs.Values.Any(run => run.IsCancellationRequested)
        ? null
        : TableLanes.ToRest(LanesInWork, Configuration.Parallelism, Schedule.Startable(state.Tables).Any())?.Table.Name;

    private bool IsParallel => input.Plan.Strategy == MigrationStrategy.Parallel && !Configuration.DryRun;

    private void LaunchTables()
    {
        if (!CanLaunch)
            return;
        var free = FreeLanes;
        var startable = Schedule.Startable(state.Tables).Select(name => new TableLanes(state.Table(name), 1, PartsLeft(state.Table(name))));
        // A stable order: among equals the plan's.
        var chosen = (IsParallel ? startable.OrderBy(table => table.Complete) : startable).Take(free).ToList();
        foreach (var table in TableLanes.Share(chosen, free))
        {
            lanes[table.Table.Name] = table.Lanes;
            state.SetStatus(table.Table.Name, ExecutionStatus.Running);
        }

        foreach (var table in chosen)
            Launch(table.Table.Name);
    }

    /// <summary>In how many parts a table that is not cut yet is copied.</summary>
    private int PartsOf(TableState table) => IsParallel ? ShardCount.Of(table.RowsTotal, Configuration.Parallelism) : 1;

    private int PartsLeft(TableState table) => table switch
    {
        { Stage: TableStage.Prepare } => PartsOf(table),
        { Stage: TableStage.Copy, Shards.Count: > 0 } => table.Shards.Count(shard => !shard.Done),
        _ => 1,
    };

    /// <summary>A table is not disturbed before it is cut.</summary>
    private int PartsInWork(TableState table) =>
        table.Stage == TableStage.Prepare ? Math.Min(PartsOf(table), lanes.GetValueOrDefault(table.Name, 1)) : PartsLeft(table);
}
