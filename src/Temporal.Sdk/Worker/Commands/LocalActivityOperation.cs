using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Worker.Execution;
using Temporalio.Worker.LocalActivities;
using Temporalio.Worker.Replay;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>
/// One local activity of a run. Its worker runs it, or history already has its marker; the workflow cannot tell which.
/// </summary>
internal sealed class LocalActivityOperation(WorkflowContext context, LocalActivityRequest request, UserMetadata? metadata)
{
    // Completed by jobs, outside the scheduler, so continuations are queued in order.
    private readonly TaskCompletionSource<LocalActivityEnd> ended = new();
    private readonly DateTime began = context.Task.UtcNow;
    private bool recalled;
    private bool cancelRequested;

    internal LocalActivityRequest Request => request;

    internal Task<LocalActivityEnd> Ended => ended.Task;

    /// <summary>True once the worker has been asked to run it.</summary>
    internal bool Started { get; private set; }

    internal bool Over { get; private set; }

    /// <summary>The worker is to be told of a cancellation, now or when it starts the activity.</summary>
    internal bool WantsCancel => cancelRequested && request.Options.CancellationType != ActivityCancellationType.Abandon;

    internal void Start() => Started = true;

    /// <summary>Called by the workflow. In a replay history decides how the activity ended.</summary>
    internal void Cancel()
    {
        if (Over || cancelRequested)
            return;
        cancelRequested = true;
        if (context.Task.IsReplaying)
            return;
        if (Started && WantsCancel)
            context.LocalActivities.RequestCancel(this);
        if (!Started || request.Options.CancellationType != ActivityCancellationType.WaitCancellationCompleted)
            End(LocalActivityEnd.Canceled with { Attempt = request.Attempt, FirstScheduled = request.FirstScheduled }, null);
    }

    /// <summary>The worker has run it: the marker goes to history.</summary>
    internal void End(LocalActivityEnd end) => End(end, began + end.Runtime);

    /// <summary>History has the marker: the workflow learns what it learned then.</summary>
    internal void Recall(LocalActivityMarker marker)
    {
        recalled = true;
        var end = new LocalActivityEnd(marker.Result, marker.Failure)
        {
            Attempt = marker.Data.Attempt,
            Backoff = marker.Data.Backoff?.ToTimeSpan(),
            FirstScheduled = marker.Data.OriginalScheduleTime?.ToTime(),
        };
        Resolve(end, marker.Data.CompleteTime?.ToTime().UtcDateTime);
    }

    /// <returns>False when the marker is to be paired with a command of this worker instead.</returns>
    internal bool Confirm(LocalActivityMarker marker, HistoryEvent e)
    {
        if (!recalled)
            return false;
        if (Difference(marker) is { } difference)
            throw Nondeterminism.Mismatch(e, Record(marker), difference);
        context.LocalActivities.Forget(this);
        return true;
    }

    private void End(LocalActivityEnd end, DateTime? completed)
    {
        if (Over)
            return;
        var data = new LocalActivityMarkerData(
            request.Sequence,
            end.Attempt,
            request.ActivityId,
            request.ActivityType,
            MarkerTime.Of((DateTimeOffset?)completed),
            MarkerTime.Of(end.Backoff),
            MarkerTime.Of(end.FirstScheduled));
        context.Commands.Issue(Record(new(data, end.Result, end.Failure)));
        Resolve(end, completed);
    }

    private void Resolve(LocalActivityEnd end, DateTime? completed)
    {
        Over = true;
        var told = end.Backoff == null ? end with { Failure = Wrapped(end.Failure) } : end;
        context.Jobs.Add(JobOrder.Resolution, () =>
        {
            if (completed is { } time)
                context.Task.Advance(time);
            ended.TrySetResult(told);
        });
    }

    private IssuedCommand Record(LocalActivityMarker marker) => new()
    {
        Event = EventType.MarkerRecorded,
        Subject = $"local activity '{request.ActivityType}' {request.ActivityId}",
        Differs = e => LocalActivityMarker.From(e) is { } recorded
            ? Difference(recorded)
            : $"the event is a marker '{e.MarkerRecordedEventAttributes.MarkerName}'",
        Confirmed = _ => context.LocalActivities.Forget(this),
        Command = new()
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = marker.ToAttributes(),
            UserMetadata = metadata,
        },
    };

    private string? Difference(LocalActivityMarker marker) =>
        marker.Data.Sequence == request.Sequence
        && marker.Data.ActivityId == request.ActivityId
        && marker.Data.ActivityType == request.ActivityType
            ? null
            : $"the event is about local activity '{marker.Data.ActivityType}' {marker.Data.ActivityId}";

    private Failure? Wrapped(Failure? failure) => failure?.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.CanceledFailureInfo =>
            Wrap("Local Activity cancelled", failure, RetryState.CancelRequested),
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => Wrap("Local Activity timed out", failure, RetryState.Timeout),
        _ => failure,
    };

    private Failure Wrap(string message, Failure cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = request.ActivityId,
            ActivityType = new() { Name = request.ActivityType },
            RetryState = retryState,
        },
    };
}
