using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using TaskQueue = Temporalio.Api.TaskQueue.V1.TaskQueue;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>Schedules workflow tasks: at most one is outstanding per run.</summary>
internal static class WorkflowTasks
{
    /// <summary>Schedules a task if the run is open, has none, and its first one is not held back.</summary>
    public static void Ensure(Transaction transaction, Run run)
    {
        if (run.HoldsTasks)
        {
            run.WantsTask = true;
        }
        else if (run.IsOpen && run.Record.WorkflowTask is null && run.Record.FirstTaskTime is null)
        {
            Schedule(transaction, run);
        }
    }

    /// <summary>Schedules attempt 1, which is written to history at once.</summary>
    public static void Schedule(Transaction transaction, Run run, bool dispatch = true, Timestamp? heartbeatStart = null)
    {
        var sticky = run.Record.Sticky is { } attributes && transaction.Queues.HasWorker(StickyQueue(run, attributes));
        if (!sticky)
        {
            run.Record.Sticky = null;
        }

        var task = new WorkflowTaskRecord
        {
            Attempt = 1,
            Stamp = Run.NextStamp(),
            ScheduledTime = transaction.Timestamp,
            Timeout = run.Record.TaskTimeout,
            Sticky = sticky,
            HeartbeatStartTime = heartbeatStart,
        };
        task.ScheduledEventId = run.Append(transaction, ScheduledEvent(run, task)).EventId;
        run.Record.WorkflowTask = task;
        if (dispatch)
        {
            Dispatch(transaction, run);
        }
    }

    /// <summary>Schedules a repeated attempt, which is in history only once it succeeds.</summary>
    public static void ScheduleTransient(Transaction transaction, Run run, int attempt)
    {
        var task = new WorkflowTaskRecord
        {
            Attempt = attempt,
            Stamp = Run.NextStamp(),
            ScheduledTime = transaction.Timestamp,
            Timeout = run.Record.TaskTimeout,
            BaseEventId = run.Record.NextEventId,
        };
        run.Record.WorkflowTask = task;
        if (BackOff(attempt) is { } delay)
        {
            task.DispatchTime = Timestamp.FromDateTimeOffset(transaction.Now + delay);
            return;
        }

        Dispatch(transaction, run);
    }

    public static void Dispatch(Transaction transaction, Run run)
    {
        var task = run.Record.WorkflowTask;
        transaction.Dispatch(Queue(run), new QueuedTask.Workflow(run.RunId, task.Stamp));
    }

    /// <summary>Where the run's task, or a query of it, is polled for.</summary>
    public static TaskQueueKey Queue(Run run) => run.Record is { WorkflowTask.Sticky: true, Sticky: { } attributes }
        ? StickyQueue(run, attributes)
        : NormalQueue(run);

    public static TaskQueueKey NormalQueue(Run run) => new(run.Record.Namespace, TaskQueueType.Workflow, run.Record.TaskQueue);

    public static TaskQueueKey StickyQueue(Run run, StickyExecutionAttributes attributes) =>
        new(run.Record.Namespace, TaskQueueType.Workflow, attributes.WorkerTaskQueue.Name);

    public static HistoryEvent ScheduledEvent(Run run, WorkflowTaskRecord task) => new()
    {
        EventTime = task.ScheduledTime,
        WorkflowTaskScheduledEventAttributes = new()
        {
            TaskQueue = task.Sticky
                ? new TaskQueue { Name = run.Record.Sticky.WorkerTaskQueue.Name, Kind = TaskQueueKind.Sticky, NormalName = run.Record.TaskQueue }
                : new TaskQueue { Name = run.Record.TaskQueue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = task.Timeout,
            Attempt = task.Attempt,
        },
    };

    /// <summary>The third attempt and later ones wait, so that a workflow that can't make progress does not spin.</summary>
    private static TimeSpan? BackOff(int attempt) =>
        attempt <= 2 ? null : TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, attempt - 3)));
}
