using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Activities;

/// <summary>The activity side of a worker, as its workflow side sees it: room for activities that come without a poll.</summary>
internal interface IEagerActivities
{
    /// <summary>Takes room for one activity; false if there is none. Every success ends in one of the other calls.</summary>
    bool TryReserve();

    /// <summary>Runs an activity in a room that was taken.</summary>
    void Start(PollActivityTaskQueueResponse task);

    /// <summary>Gives back a room that was taken.</summary>
    void Release();
}
