using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.History.V1;
using Case = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>A new run whose history begins as another one's did; what is pending in it follows from those events.</summary>
internal static class HistoryCopy
{
    public static Run Make(Transaction transaction, List<HistoryEvent> events, Run source, string requestId)
    {
        var run = transaction.Create(RunStart.RecordOfCopy(transaction, new RunSeed
        {
            Namespace = source.Record.Namespace,
            Started = events[0].WorkflowExecutionStartedEventAttributes.Clone(),
            RequestId = requestId,
            UserMetadata = events[0].UserMetadata,
        }));
        foreach (var e in events)
        {
            run.Copy(transaction, e);
            Apply(transaction, run, e);
        }

        return run;
    }

    private static void Apply(Transaction transaction, Run run, HistoryEvent e)
    {
        switch (e.AttributesCase)
        {
            case Case.WorkflowTaskScheduledEventAttributes:
                run.Record.WorkflowTask = Task(run, e);
                break;
            case Case.WorkflowTaskStartedEventAttributes:
                run.Record.WorkflowTask.StartedEventId = e.EventId;
                break;
            case Case.WorkflowTaskCompletedEventAttributes:
                run.Record.PreviousStartedEventId = e.WorkflowTaskCompletedEventAttributes.StartedEventId;
                run.Record.WorkflowTask = null;
                break;
            case Case.WorkflowTaskFailedEventAttributes or Case.WorkflowTaskTimedOutEventAttributes:
                run.Record.WorkflowTask = null;
                break;
            case Case.TimerStartedEventAttributes:
                run.Timers.Put(e.TimerStartedEventAttributes.TimerId, Timer(e));
                break;
            case Case.TimerFiredEventAttributes:
                run.Timers.Remove(e.TimerFiredEventAttributes.TimerId);
                break;
            case Case.TimerCanceledEventAttributes:
                run.Timers.Remove(e.TimerCanceledEventAttributes.TimerId);
                break;
            case Case.WorkflowExecutionSignaledEventAttributes:
                LaterEvents.Count(run, e.WorkflowExecutionSignaledEventAttributes);
                break;
            case Case.WorkflowExecutionCancelRequestedEventAttributes:
                run.Record.CancelRequested = true;
                break;
            case Case.UpsertWorkflowSearchAttributesEventAttributes:
                PayloadMaps.Merge(
                    run.Record.SearchAttributes.IndexedFields,
                    transaction.SearchAttributes.Typed(e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes).IndexedFields);
                break;
            case Case.WorkflowPropertiesModifiedEventAttributes:
                PayloadMaps.Merge(run.Record.Memo.Fields, e.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo.Fields);
                break;
            default:
                CopiedActivities.Apply(transaction, run, e);
                CopiedChildren.Apply(run, e);
                CopiedUpdates.Apply(run, e);
                break;
        }
    }

    private static WorkflowTaskRecord Task(Run run, HistoryEvent e) => new()
    {
        ScheduledEventId = e.EventId,
        Attempt = e.WorkflowTaskScheduledEventAttributes.Attempt,
        Stamp = Run.NextStamp(),
        ScheduledTime = e.EventTime,
        Timeout = e.WorkflowTaskScheduledEventAttributes.StartToCloseTimeout,
    };

    private static TimerRecord Timer(HistoryEvent e) => new()
    {
        TimerId = e.TimerStartedEventAttributes.TimerId,
        StartedEventId = e.EventId,
        FireTime = Timestamp.FromDateTimeOffset(
            e.EventTime.ToDateTimeOffset() + (e.TimerStartedEventAttributes.StartToFireTimeout.OrNull() ?? TimeSpan.Zero)),
    };
}
