using System.Collections.Concurrent;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Query.V1;

namespace Temporal.EmbeddedServer.Queries;

/// <summary>
/// Queries that wait. One that comes while a workflow task is outstanding rides on that task, so that it sees what the
/// task does; otherwise it is a task of its own.
/// </summary>
internal sealed class QueryBoard
{
    private readonly ConcurrentDictionary<string, PendingQuery> all = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<PendingQuery>> riding = new(StringComparer.Ordinal);

    public PendingQuery? Find(string id) => all.GetValueOrDefault(id);

    /// <summary>Takes a query in and sends it on its way; called in an operation of the commit loop.</summary>
    public void Post(Transaction transaction, Run run, PendingQuery query)
    {
        all[query.Id] = query;
        var rides = run.IsOpen && (run.Record.WorkflowTask is not null || run.Record.PreviousStartedEventId == 0);
        if (!rides)
        {
            Dispatch(transaction, run, query);
            return;
        }

        lock (gate)
        {
            if (!riding.TryGetValue(run.RunId, out var list))
            {
                riding[run.RunId] = list = [];
            }

            list.Add(query);
        }
    }

    public void Remove(PendingQuery query)
    {
        query.Abandon();
        all.TryRemove(query.Id, out _);
        lock (gate)
        {
            if (riding.TryGetValue(query.RunId, out var list) && list.Remove(query) && list.Count == 0)
            {
                riding.Remove(query.RunId);
            }
        }
    }

    /// <summary>The queries that ride on the run's next task.</summary>
    public IReadOnlyList<PendingQuery> Riding(string runId)
    {
        lock (gate)
        {
            return riding.TryGetValue(runId, out var list) ? [.. list] : [];
        }
    }

    /// <summary>After a completed task: answers what it answered; what it did not gets a task of its own, unless there is a next one to ride on.</summary>
    public void Settle(Transaction transaction, Run run, IReadOnlyDictionary<string, WorkflowQueryResult> results)
    {
        foreach (var query in Riding(run.RunId))
        {
            if (results.TryGetValue(query.Id, out var result))
            {
                transaction.AfterCommit(() => query.Reply(result));
            }
            else if (!run.IsOpen || run.Record.WorkflowTask is null)
            {
                Dispatch(transaction, run, query);
            }
        }
    }

    /// <summary>Offers the query to the worker that has the workflow in its cache, else to any.</summary>
    private static void Dispatch(Transaction transaction, Run run, PendingQuery query)
    {
        var sticky = run.Record.Sticky is { } attributes ? WorkflowTasks.StickyQueue(run, attributes) : null;
        var queue = sticky is not null && transaction.Queues.HasWorker(sticky) ? sticky : WorkflowTasks.NormalQueue(run);
        transaction.Dispatch(queue, new QueuedTask.Query(query));
    }

    public static void DispatchToAny(Transaction transaction, Run run, PendingQuery query) =>
        transaction.Dispatch(WorkflowTasks.NormalQueue(run), new QueuedTask.Query(query));
}
