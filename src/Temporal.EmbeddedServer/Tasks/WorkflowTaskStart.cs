using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>Hands a scheduled workflow task to a worker.</summary>
internal static class WorkflowTaskStart
{
    /// <summary>Starts the task with that stamp; null if it is not scheduled any more.</summary>
    public static StartedWorkflowTask? TryStart(Transaction transaction, string runId, long stamp, string identity)
    {
        var run = transaction.Find(runId);
        return run is { IsOpen: true, Record.WorkflowTask: { StartedTime: null } task } && task.Stamp == stamp
            ? Start(transaction, run, identity)
            : null;
    }

    public static StartedWorkflowTask Start(Transaction transaction, Run run, string identity)
    {
        var task = run.Record.WorkflowTask;
        task.Stamp = Run.NextStamp();
        task.Identity = identity;
        task.RequestId = Guid.NewGuid().ToString();
        task.HistoryBytes = run.Record.HistoryBytes;
        if (task.ScheduledEventId == 0 && task.BaseEventId != run.Record.NextEventId)
        {
            // History went on since the failure, so this is a new task and not a repetition.
            task.Attempt = 1;
            task.ScheduledEventId = run.Append(transaction, WorkflowTasks.ScheduledEvent(run, task)).EventId;
        }

        task.StartedTime = transaction.Timestamp;
        if (task.ScheduledEventId != 0)
        {
            task.StartedEventId = run.Append(transaction, StartedEvent(task, task.ScheduledEventId, run.Record.UpdateCount)).EventId;
        }

        return new StartedWorkflowTask(run, Unwritten(run));
    }

    /// <summary>Scheduled and Started of a repeated attempt, as a worker must see them although history lacks them.</summary>
    public static IReadOnlyList<HistoryEvent> Unwritten(Run run)
    {
        if (run.Record.WorkflowTask is not { ScheduledEventId: 0 } task)
        {
            return [];
        }

        var scheduled = WorkflowTasks.ScheduledEvent(run, task);
        scheduled.EventId = run.Record.NextEventId;
        scheduled.EventType = EventTypes.Of(scheduled);
        if (task.StartedTime is null)
        {
            return [scheduled];
        }

        var started = StartedEvent(task, scheduled.EventId, run.Record.UpdateCount);
        started.EventId = scheduled.EventId + 1;
        started.EventType = EventTypes.Of(started);
        return [scheduled, started];
    }

    /// <summary>Writes the two events of a repeated attempt, now that it succeeded.</summary>
    public static void WriteUnwritten(Transaction transaction, Run run)
    {
        var task = run.Record.WorkflowTask;
        if (task.ScheduledEventId == 0)
        {
            task.ScheduledEventId = run.Append(transaction, WorkflowTasks.ScheduledEvent(run, task)).EventId;
            task.StartedEventId = run.Append(transaction, StartedEvent(task, task.ScheduledEventId, run.Record.UpdateCount)).EventId;
        }
    }

    private static HistoryEvent StartedEvent(WorkflowTaskRecord task, long scheduledEventId, int updates)
    {
        var attributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = scheduledEventId,
            Identity = task.Identity,
            RequestId = task.RequestId,
            HistorySizeBytes = task.HistoryBytes,
        };
        if (scheduledEventId >= Limits.SuggestEvents)
        {
            attributes.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.TooManyHistoryEvents);
        }

        if (task.HistoryBytes >= Limits.SuggestBytes)
        {
            attributes.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.HistorySizeTooLarge);
        }

        if (updates >= Limits.SuggestUpdates)
        {
            attributes.SuggestContinueAsNewReasons.Add(SuggestContinueAsNewReason.TooManyUpdates);
        }

        attributes.SuggestContinueAsNew = attributes.SuggestContinueAsNewReasons.Count > 0;
        return new HistoryEvent { EventTime = task.StartedTime, WorkflowTaskStartedEventAttributes = attributes };
    }
}
