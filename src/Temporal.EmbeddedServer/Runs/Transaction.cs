using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.Tasks;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>One operation of the commit loop: the runs that it touches, and what happens once they are committed.</summary>
internal sealed class Transaction(RunCache runs, RunStore store, DateTimeOffset now, Func<long> nextTaskId)
{
    private readonly Dictionary<string, Run> touched = new(StringComparer.Ordinal);
    private readonly List<Run> created = [];
    private readonly List<Run> deleted = [];
    private readonly List<Run> changed = [];
    private readonly List<Action> afterCommit = [];

    public required TaskQueues Queues { get; init; }

    public required SearchAttributeRegistry SearchAttributes { get; init; }

    public DateTimeOffset Now => now;

    public Timestamp Timestamp => Timestamp.FromDateTimeOffset(now);

    public IReadOnlyCollection<Run> Touched => touched.Values;

    public IReadOnlyCollection<Run> Deleted => deleted;

    /// <summary>Those of the touched runs that were not only read.</summary>
    public IReadOnlyCollection<Run> Changed => changed;

    public IReadOnlyList<Action> AfterCommitActions => afterCommit;

    public long NextTaskId() => nextTaskId();

    public Run? Find(string runId)
    {
        if (touched.TryGetValue(runId, out var run))
        {
            return run;
        }

        if (runs.Get(runId, store) is { } found)
        {
            touched.Add(runId, found);
            return found;
        }

        return null;
    }

    /// <summary>The newest run of a workflow id.</summary>
    public Run? FindCurrent(string @namespace, string workflowId) =>
        created.FindLast(run => run.Record.Namespace == @namespace && run.Record.WorkflowId == workflowId)
        ?? (store.FindCurrent(@namespace, workflowId) is { } runId ? Find(runId) : null);

    /// <summary>The run that a request means: the one named, or the newest of its workflow id.</summary>
    public Run Require(string @namespace, WorkflowExecution execution)
    {
        var run = execution.RunId.Length > 0 ? Find(execution.RunId) : FindCurrent(@namespace, execution.WorkflowId);
        return run is not null && run.Record.WorkflowId == execution.WorkflowId && run.Record.Namespace == @namespace
            ? run
            : throw GrpcException.WithDetail(
                GrpcStatusCode.NotFound,
                execution.RunId.Length > 0
                    ? $"workflow execution not found: no run {execution.RunId} of workflow id '{execution.WorkflowId}'"
                    : $"workflow not found for ID: {execution.WorkflowId}",
                new NotFoundFailure());
    }

    public Run Create(RunRecord record)
    {
        var run = new Run(0, record);
        touched.Add(record.RunId, run);
        created.Add(run);
        return run;
    }

    public void Delete(Run run) => deleted.Add(run);

    public HistoryEvent FirstEvent(Run run) => store.FirstEvent(run);

    /// <summary>The run's events of those ids, the ones of this operation included.</summary>
    public List<HistoryEvent> Events(Run run, long first, long last) => store.Events(run, first, last);

    /// <summary>At most so many runs of a namespace that closed before a time; with null, any of its runs.</summary>
    public List<string> RunsToRemove(string @namespace, DateTimeOffset? closedBefore, int limit) =>
        closedBefore is { } time ? store.ClosedBefore(@namespace, time, limit) : store.AnyOf(@namespace, limit);

    /// <summary>Something in memory that follows from the commit; not run if it fails.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    public void Dispatch(TaskQueueKey queue, QueuedTask task) => AfterCommit(() => Queues.Add(queue, task));

    /// <summary>Writes what was touched into the open database transaction.</summary>
    public void Store()
    {
        // A snapshot: to end a run touches its parent and children.
        foreach (var run in touched.Values.Except(deleted).ToList())
        {
            EventBuffer.EnforceLimit(this, run);
            HistoryLimit.Enforce(this, run);
        }

        foreach (var run in touched.Values.Except(deleted))
        {
            if (store.Store(run))
            {
                changed.Add(run);
            }
        }

        foreach (var run in deleted)
        {
            store.Delete(run);
            changed.Add(run);
        }
    }
}
