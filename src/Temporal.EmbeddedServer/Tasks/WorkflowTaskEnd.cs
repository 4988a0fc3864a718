using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>Ends a workflow task that did not complete, and schedules the next attempt.</summary>
internal static class WorkflowTaskEnd
{
    /// <summary>The worker, or a check of its commands, failed the started task.</summary>
    public static void Fail(Transaction transaction, Run run, WorkflowTaskFailedCause cause, Failure? failure, string identity)
    {
        var task = run.Record.WorkflowTask;
        if (task.ScheduledEventId != 0)
        {
            run.Append(transaction, new HistoryEvent
            {
                WorkflowTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    Cause = cause,
                    Failure = failure,
                    Identity = identity,
                },
            });
        }

        Retry(transaction, run, task.Attempt + 1);
    }

    /// <summary>The worker did not answer in time.</summary>
    public static void TimeOut(Transaction transaction, Run run)
    {
        var task = run.Record.WorkflowTask;
        WriteTimedOut(transaction, run, TimeoutType.StartToClose);
        Retry(transaction, run, task.Attempt + 1);
    }

    /// <summary>The worker process ended together with the server; that is no attempt of the workflow's.</summary>
    public static void LoseWorker(Transaction transaction, Run run)
    {
        var attempt = run.Record.WorkflowTask.Attempt;
        WriteTimedOut(transaction, run, TimeoutType.StartToClose);
        Retry(transaction, run, attempt);
    }

    /// <summary>Nobody polled the sticky queue in time: any worker may take it.</summary>
    public static void LeaveStickyQueue(Transaction transaction, Run run)
    {
        WriteTimedOut(transaction, run, TimeoutType.ScheduleToStart);
        Retry(transaction, run, 1);
    }

    /// <summary>Ends a started task because the run is closed from outside.</summary>
    public static void ForceClose(Transaction transaction, Run run)
    {
        if (run.Record.WorkflowTask is { StartedTime: not null } task)
        {
            WorkflowTaskStart.WriteUnwritten(transaction, run);
            run.Append(transaction, new HistoryEvent
            {
                WorkflowTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    Cause = WorkflowTaskFailedCause.ForceCloseCommand,
                },
            });
        }

        run.Record.WorkflowTask = null;
        EventBuffer.Flush(transaction, run);
    }

    private static void WriteTimedOut(Transaction transaction, Run run, TimeoutType type)
    {
        var task = run.Record.WorkflowTask;
        if (task.ScheduledEventId != 0)
        {
            run.Append(transaction, new HistoryEvent
            {
                WorkflowTaskTimedOutEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledEventId,
                    StartedEventId = task.StartedEventId,
                    TimeoutType = type,
                },
            });
        }
    }

    private static void Retry(Transaction transaction, Run run, int attempt)
    {
        run.Record.WorkflowTask = null;
        run.Record.Sticky = null;
        if (EventBuffer.Flush(transaction, run) || attempt == 1)
        {
            WorkflowTasks.Schedule(transaction, run);
        }
        else
        {
            WorkflowTasks.ScheduleTransient(transaction, run, attempt);
        }
    }
}
