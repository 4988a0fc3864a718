using Temporalio.Worker.Activities;

namespace Temporalio.Worker.LocalActivities;

/// <summary>Runs local activities for the workflows of a worker.</summary>
internal interface ILocalActivities
{
    /// <returns>Null when the worker gave it up unfinished.</returns>
    Task<LocalActivityEnd?> RunAsync(LocalActivityRequest request, ActivityCancellation cancellation);
}
