using Temporalio.Workflows;

namespace Migration.Workflows;

// The copy: slices of shards, as many at once as the execution gave lanes. A table that is not cut is one shard.
public sealed partial class TableMigrationWorkflow
{
    private readonly HashSet<int> shardsInWork = [];
    private readonly Dictionary<int, StepFailedException> shardsRefused = [];

    /// <summary>A state from before the first slice may know of none.</summary>
    private IReadOnlyList<ShardState> Shards => state.Shards is [] ? [state.Shard(1)] : state.Shards;

    /// <summary>The next slice: of the first shard that nobody works on and that is neither done nor refused.</summary>
    private ShardState? NextShard =>
        Shards.FirstOrDefault(shard => !shard.Done && !shardsInWork.Contains(shard.Number) && !shardsRefused.ContainsKey(shard.Number));

    private async Task CopyAsync()
    {
        do
        {
            Workflow.CancellationToken.ThrowIfCancellationRequested();
            await ContinueWhenLongAsync();
            await ProveWhenDueAsync();
            await Workflow.WhenAllAsync(Enumerable.Range(0, task.Lanes).Select(_ => CopySlicesAsync()));
        }
        while (NextShard is not null);
        // One that needs a person keeps no other from its end.
        if (shardsRefused.Count > 0)
            throw shardsRefused.Values.First();
        state = state.At(TableStage.Finish);
    }

    private async Task CopySlicesAsync()
    {
        while (NextShard is { } shard)
        {
            Workflow.CancellationToken.ThrowIfCancellationRequested();
            await CopySliceAsync(shard.Number);
            if (LongHistory.IsReached || IsProofDue)
                return;
        }
    }

    private async Task CopySliceAsync(int shard)
    {
        shardsInWork.Add(shard);
        try
        {
            var step = new RetriedStep(task.Configuration, (failure, retries) => OnFailure(failure, retries, shard));
            var copy = await step.RunAsync(
                () =>
                {
                    // Made anew for each retry: a failure changes the pace.
                    var next = NextCopy(shard);
                    return Workflow.ExecuteActivityAsync(
                        (ITableMigrationActivities activities) => activities.CopyTableAsync(next),
                        ActivityTimeouts.DataSized(Workflow.CancellationToken));
                },
                Workflow.CancellationToken);
            state = state.Copied(copy, shard);
            if (copy.Done && Shards.Count > 1)
                await TellExecutionAsync();
        }
        catch (StepFailedException refused)
        {
            shardsRefused.Add(shard, refused);
        }
        finally
        {
            shardsInWork.Remove(shard);
        }
    }

    private TableCopyInput NextCopy(int shard)
    {
        var known = state.Shard(shard);
        // What the table may hold in memory, its lanes share.
        var configuration = task.Configuration with { MemoryLimit = task.Configuration.MemoryLimit / Math.Clamp(task.Lanes, 1, Shards.Count) };
        return new() { Task = task with { Configuration = configuration, SourceMark = state.SourceMark }, Shard = shard, Since = known.Checkpoint, Pace = known.Pace };
    }
}
