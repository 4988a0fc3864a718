namespace Temporalio.Activities;

/// <summary>Cancellation state that an activity's context and its worker share.</summary>
internal sealed class ActivityCancelRef
{
    public ActivityCancelReason CancelReason { get; set; }

    public ActivityCancellationDetails? CancellationDetails { get; set; }
}
