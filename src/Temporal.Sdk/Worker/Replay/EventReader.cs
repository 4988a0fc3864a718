using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Worker.Execution;
using ApiReason = Temporalio.Api.Enums.V1.SuggestContinueAsNewReason;

namespace Temporalio.Worker.Replay;

/// <summary>Turns the events of a history into confirmed commands and jobs for the workflow.</summary>
internal sealed class EventReader(WorkflowContext context)
{
    private bool skipCompanion;

    /// <summary>True when history records the replay rules of this run.</summary>
    internal bool KnowsReplayRules { get; private set; }

    internal void Read(HistoryEvent e)
    {
        if (EventKinds.ComesFromCommand(e))
            Confirm(e);
        else if (!context.Operations.Handle(e))
            ReadExternal(e);
    }

    internal void ReadTaskStarted(HistoryEvent e)
    {
        var started = e.WorkflowTaskStartedEventAttributes;
        context.Task.HistoryLength = checked((int)e.EventId);
        context.Task.HistorySize = checked((int)started.HistorySizeBytes);
        context.Task.ContinueAsNewSuggested = started.SuggestContinueAsNew;
        context.Task.SuggestedReasons =
        [
            .. started.SuggestContinueAsNewReasons
                .Where(reason => reason != ApiReason.Unspecified)
                .Select(reason => (Workflows.SuggestContinueAsNewReason)reason),
        ];
    }

    /// <summary>
    /// Patches, updates and ends of local activities that the coming task recorded: they were known when the workflow ran, so they must be
    /// known when it is replayed.
    /// </summary>
    internal void LookAhead(IReadOnlyList<HistoryEvent> ahead)
    {
        context.LocalActivities.LookAhead(ahead.Select(LocalActivityMarker.From).OfType<LocalActivityMarker>());
        for (var i = 0; i < ahead.Count; i++)
        {
            if (PatchMarker.From(ahead[i]) is { } patch)
            {
                var companion = i + 1 < ahead.Count && PatchMarker.IsCompanion(ahead[i + 1]);
                context.Jobs.Add(JobOrder.Patch, () => context.Patches.Seen(patch.PatchId, companion));
            }
            else if (ahead[i].WorkflowExecutionUpdateAcceptedEventAttributes is { } accepted)
            {
                Deliver(UpdateRequest.From(accepted));
            }
        }
    }

    internal void Deliver(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
            Deliver(UpdateRequest.From(message));
    }

    private void Deliver(UpdateRequest update) =>
        context.Jobs.Add(JobOrder.SignalOrUpdate, () => context.Handlers.UpdateDelivery.Deliver(update));

    private void Confirm(HistoryEvent e)
    {
        if (context.LocalActivities.Confirm(e))
            return;
        var skip = skipCompanion && PatchMarker.IsCompanion(e);
        skipCompanion = false;
        if (!skip)
            skipCompanion = !context.Commands.Confirm(e);
    }

    private void ReadExternal(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.WorkflowExecutionSignaled:
                context.Jobs.Add(
                    JobOrder.SignalOrUpdate,
                    () => context.Handlers.Deliver(e.WorkflowExecutionSignaledEventAttributes));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                context.Jobs.Add(JobOrder.Resolution, context.Cancel);
                break;
            case EventType.WorkflowTaskFailed when IsReset(e.WorkflowTaskFailedEventAttributes):
                var runId = e.WorkflowTaskFailedEventAttributes.NewRunId;
                context.Jobs.Add(JobOrder.RandomSeed, () => context.Reseed(runId));
                break;
            case EventType.WorkflowTaskCompleted:
                KnowsReplayRules |= ReplayRules.AreIn(e.WorkflowTaskCompletedEventAttributes.SdkMetadata);
                break;
            case EventType.WorkflowExecutionStarted:
            case EventType.WorkflowExecutionTerminated:
            case EventType.WorkflowExecutionTimedOut:
            case EventType.WorkflowTaskScheduled:
            case EventType.WorkflowTaskStarted:
            case EventType.WorkflowTaskFailed:
            case EventType.WorkflowTaskTimedOut:
                break;
            default:
                if (!e.WorkerMayIgnore)
                    throw new InvalidOperationException($"Event {e.EventId} {e.EventType} is unknown to this SDK");
                break;
        }
    }

    private static bool IsReset(WorkflowTaskFailedEventAttributes failed) =>
        failed.Cause == WorkflowTaskFailedCause.ResetWorkflow && failed.NewRunId.Length > 0;
}
