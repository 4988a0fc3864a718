using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;
using Temporalio.Api.WorkflowService.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>
/// Activities that a worker schedules and has room for itself: they start with the commit that schedules them and travel
/// with its answer, so that neither a poll nor a second commit is needed.
/// </summary>
internal sealed class EagerActivities(Transaction transaction, Run run)
{
    private readonly List<(ActivityRecord Activity, ScheduleActivityTaskCommandAttributes Command)> waiting = [];

    /// <summary>False where the activity must go through its task queue: another than the worker's own, or one with a rate.</summary>
    public bool TryAdd(ActivityRecord activity, ScheduleActivityTaskCommandAttributes command)
    {
        if (activity.TaskQueue != run.Record.TaskQueue
            || transaction.Queues.HasLimit(new TaskQueueKey(run.Record.Namespace, TaskQueueType.Activity, activity.TaskQueue)))
        {
            return false;
        }

        waiting.Add((activity, command));
        return true;
    }

    /// <summary>Starts those that the later commands of the task have left alone.</summary>
    public List<PollActivityTaskQueueResponse> Start(string identity) =>
    [
        .. waiting.Where(item => IsWaiting(item.Activity)).Select(item =>
        {
            var task = ActivityTasks.Start(transaction, run, item.Activity, identity);
            task.Input = item.Command.Input;
            task.Header = item.Command.Header;
            return task;
        }),
    ];

    private bool IsWaiting(ActivityRecord activity) =>
        run.IsOpen && activity.State == State.Scheduled && run.Activities.Find(Run.Id(activity.ScheduledEventId)) == activity;
}
