using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Everything that happens to a run by the passing of time.</summary>
internal static class Deadlines
{
    /// <summary>When something happens to this run next; null if nothing does.</summary>
    public static DateTimeOffset? Next(Run run)
    {
        if (!run.IsOpen)
        {
            return null;
        }

        var next = Earlier(run.Record.RunExpiration?.ToDateTimeOffset(), run.Record.FirstTaskTime?.ToDateTimeOffset());
        next = Earlier(next, NextOfTask(run));
        foreach (var timer in run.Timers.Items)
        {
            next = Earlier(next, timer.FireTime.ToDateTimeOffset());
        }

        foreach (var activity in run.Activities.Items)
        {
            next = Earlier(next, ActivityTimeouts.Next(activity));
        }

        return next;
    }

    /// <summary>Applies all that is due.</summary>
    public static void Process(Transaction transaction, string runId)
    {
        if (transaction.Find(runId) is not { IsOpen: true } run)
        {
            return;
        }

        if (run.Record.RunExpiration is { } expiration && expiration.ToDateTimeOffset() <= transaction.Now)
        {
            RunClose.TimeOut(transaction, run);
            return;
        }

        ProcessTask(transaction, run);
        FireTimers(transaction, run);
        foreach (var activity in run.Activities.Items.Where(a => ActivityTimeouts.Next(a) <= transaction.Now).ToList())
        {
            ActivityTimeouts.Process(transaction, run, activity);
        }
    }

    private static DateTimeOffset? NextOfTask(Run run) => run.Record.WorkflowTask switch
    {
        null => null,
        { StartedTime: { } started } task => started.ToDateTimeOffset() + task.Timeout.ToTimeSpan(),
        { DispatchTime: { } dispatch } => dispatch.ToDateTimeOffset(),
        { Sticky: true } task when run.Record.Sticky.ScheduleToStartTimeout.OrNull() is { } limit => task.ScheduledTime.ToDateTimeOffset() + limit,
        _ => null,
    };

    private static void ProcessTask(Transaction transaction, Run run)
    {
        if (run.Record.FirstTaskTime is { } first && first.ToDateTimeOffset() <= transaction.Now)
        {
            run.Record.FirstTaskTime = null;
            WorkflowTasks.Ensure(transaction, run);
        }

        if (!(NextOfTask(run) <= transaction.Now))
        {
            return;
        }

        var task = run.Record.WorkflowTask;
        if (task.StartedTime is not null)
        {
            WorkflowTaskEnd.TimeOut(transaction, run);
        }
        else if (task.DispatchTime is not null)
        {
            task.DispatchTime = null;
            WorkflowTasks.Dispatch(transaction, run);
        }
        else
        {
            WorkflowTaskEnd.LeaveStickyQueue(transaction, run);
        }
    }

    private static void FireTimers(Transaction transaction, Run run)
    {
        foreach (var timer in run.Timers.Items.Where(t => t.FireTime.ToDateTimeOffset() <= transaction.Now).OrderBy(t => t.FireTime).ToList())
        {
            run.Timers.Remove(timer.TimerId);
            run.Receive(transaction, new HistoryEvent
            {
                TimerFiredEventAttributes = new() { TimerId = timer.TimerId, StartedEventId = timer.StartedEventId },
            });
            WorkflowTasks.Ensure(transaction, run);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
