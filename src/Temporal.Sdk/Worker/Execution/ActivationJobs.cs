namespace Temporalio.Worker.Execution;

/// <summary>The order in which one activation applies what happened.</summary>
internal enum JobOrder
{
    Patch,
    RandomSeed,
    SignalOrUpdate,
    Resolution,
}

/// <summary>What happened since the last activation, applied by kind and, within a kind, in history's order.</summary>
internal sealed class ActivationJobs
{
    private readonly List<(JobOrder Order, Action Apply)> jobs = [];

    internal bool Any => jobs.Count > 0;

    internal void Add(JobOrder order, Action apply) => jobs.Add((order, apply));

    internal IReadOnlyList<Action> Drain()
    {
        // OrderBy is stable, List.Sort is not.
        var drained = jobs.OrderBy(job => job.Order).Select(job => job.Apply).ToList();
        jobs.Clear();
        return drained;
    }
}
