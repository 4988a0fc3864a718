namespace Temporalio.Workflows;

/// <summary>What a workflow does about a child whose cancellation token is cancelled.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Stops waiting without telling the child.</summary>
    Abandon = 0,

    /// <summary>Asks the child to cancel and stops waiting for it at once.</summary>
    TryCancel = 1,

    /// <summary>Asks the child to cancel and waits until the child has closed.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Asks the child to cancel and waits until the service has accepted that request.</summary>
    WaitCancellationRequested = 3,
}
