namespace Temporalio.Workflows;

/// <summary>What a workflow does about an activity whose cancellation token is cancelled.</summary>
public enum ActivityCancellationType
{
    /// <summary>Asks the service to cancel the activity and stops waiting for it at once.</summary>
    TryCancel = 0,

    /// <summary>Asks the service to cancel the activity and waits until the activity has ended.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Stops waiting without telling the activity.</summary>
    Abandon = 2,
}
