using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>What reached the workflow after the point of a reset, in the run itself and in those that continued it: the new run gets it again.</summary>
internal static class LaterEvents
{
    public static void Reapply(Transaction transaction, Run run, Run source, ResetOrder order)
    {
        if (!order.Signals && !order.Updates)
        {
            return;
        }

        var first = order.FinishEventId;
        for (var place = source; place is not null; first = 1)
        {
            var events = transaction.Events(place, first, place.Record.NextEventId - 1);
            events.ForEach(e => Reapply(transaction, run, e, order));
            place = events[^1].WorkflowExecutionContinuedAsNewEventAttributes is { } next ? transaction.Find(next.NewExecutionRunId) : null;
        }
    }

    /// <summary>Remembers a signal of the history: how many there were, and under which request it must not come again.</summary>
    public static void Count(Run run, WorkflowExecutionSignaledEventAttributes signal)
    {
        run.Record.SignalCount++;
        if (signal.RequestId.Length > 0)
        {
            run.SignalRequests.Put(signal.RequestId, new RequestRecord { RequestId = signal.RequestId });
        }
    }

    private static void Reapply(Transaction transaction, Run run, HistoryEvent e, ResetOrder order)
    {
        if (order.Signals && e.WorkflowExecutionSignaledEventAttributes is { } signal)
        {
            Count(run, signal);
            run.Append(transaction, new HistoryEvent { WorkflowExecutionSignaledEventAttributes = signal });
        }
        else if (order.Updates && e.WorkflowExecutionUpdateAcceptedEventAttributes is { } update && !run.Updates.Contains(update.ProtocolInstanceId))
        {
            run.Record.UpdateCount++;
            run.Updates.Put(update.ProtocolInstanceId, new UpdateRecord { UpdateId = update.ProtocolInstanceId, Request = update.AcceptedRequest });
        }
    }
}
