using Temporalio.Api.Command.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Activities;

/// <summary>
/// The room taken for activities among the commands of one workflow task. A command that asks to be started here, and
/// finds no room or names another task queue, asks no more.
/// </summary>
internal sealed class EagerReservation : IDisposable
{
    private const int MaxPerTask = 3;
    private readonly IEagerActivities? activities;
    private int reserved;

    internal EagerReservation(IEagerActivities? activities, string taskQueue, IEnumerable<Command> commands)
    {
        this.activities = activities;
        foreach (var command in commands)
        {
            if (command.ScheduleActivityTaskCommandAttributes is { RequestEagerExecution: true } activity)
                activity.RequestEagerExecution = activity.TaskQueue.Name == taskQueue && TryReserve();
        }
    }

    /// <summary>Runs what the service gave; a service that gives more than was asked for does not overload the worker.</summary>
    internal void Start(IEnumerable<PollActivityTaskQueueResponse> tasks)
    {
        foreach (var task in tasks.Take(reserved).ToList())
        {
            reserved--;
            activities!.Start(task);
        }
    }

    public void Dispose()
    {
        for (; reserved > 0; reserved--)
            activities!.Release();
    }

    private bool TryReserve()
    {
        if (activities == null || reserved == MaxPerTask || !activities.TryReserve())
            return false;
        reserved++;
        return true;
    }
}
