using Temporal.EmbeddedServer.Tasks;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Closes runs. A run that is followed by another of its chain does not count as the end of the workflow.</summary>
internal static class RunClose
{
    /// <summary>Closes the run for good: the parent hears of it, and the children meet their parent close policy.</summary>
    public static void Finally(Transaction transaction, Run run, WorkflowExecutionStatus status, HistoryEvent closeEvent)
    {
        Close(transaction, run, status, closeEvent);
        ParentReport.Send(transaction, run, closeEvent);
        ParentClosePolicies.Apply(transaction, run);
        run.Children.Clear();
    }

    /// <summary>Closes the run because another one of its chain goes on.</summary>
    public static void Continued(Transaction transaction, Run run, WorkflowExecutionStatus status, HistoryEvent closeEvent)
    {
        Close(transaction, run, status, closeEvent);
        run.Children.Clear();
    }

    public static void Terminate(Transaction transaction, Run run, WorkflowExecutionTerminatedEventAttributes attributes)
    {
        WorkflowTaskEnd.ForceClose(transaction, run);
        Finally(transaction, run, WorkflowExecutionStatus.Terminated, new HistoryEvent { WorkflowExecutionTerminatedEventAttributes = attributes });
    }

    /// <summary>Ends the run because a reset replaces it; the parent goes on to wait, for the new run.</summary>
    public static void Replace(Transaction transaction, Run run, string reason)
    {
        WorkflowTaskEnd.ForceClose(transaction, run);
        Close(transaction, run, WorkflowExecutionStatus.Terminated, new HistoryEvent
        {
            WorkflowExecutionTerminatedEventAttributes = new() { Reason = reason, Identity = "history-resetter" },
        });
        ParentClosePolicies.Apply(transaction, run);
        run.Children.Clear();
    }

    /// <summary>The workflow failed: its retry policy starts another run, or it ends.</summary>
    public static void Fail(Transaction transaction, Run run, Failure failure, long taskCompletedEventId, Action<HistoryEvent> decorate)
    {
        var (state, next) = WorkflowRetry.TryContinue(transaction, run, failure);
        var closeEvent = new HistoryEvent
        {
            WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = failure,
                RetryState = state,
                WorkflowTaskCompletedEventId = taskCompletedEventId,
                NewExecutionRunId = next?.RunId ?? string.Empty,
            },
        };
        decorate(closeEvent);
        End(transaction, run, WorkflowExecutionStatus.Failed, closeEvent, next);
    }

    public static void TimeOut(Transaction transaction, Run run)
    {
        WorkflowTaskEnd.ForceClose(transaction, run);
        var failure = new Failure { Message = "workflow timeout", Source = "Server", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } };
        var executionIsOver = run.Record.ExecutionExpiration is { } expiration && expiration.ToDateTimeOffset() <= transaction.Now;
        var (state, next) = executionIsOver ? (RetryState.Timeout, null) : WorkflowRetry.TryContinue(transaction, run, failure);
        var closeEvent = new HistoryEvent
        {
            WorkflowExecutionTimedOutEventAttributes = new() { RetryState = state, NewExecutionRunId = next?.RunId ?? string.Empty },
        };
        End(transaction, run, WorkflowExecutionStatus.TimedOut, closeEvent, next);
    }

    private static void End(Transaction transaction, Run run, WorkflowExecutionStatus status, HistoryEvent closeEvent, RunSeed? next)
    {
        if (next is null)
        {
            Finally(transaction, run, status, closeEvent);
            return;
        }

        Continued(transaction, run, status, closeEvent);
        WorkflowTasks.Ensure(transaction, RunStart.Create(transaction, next));
    }

    private static void Close(Transaction transaction, Run run, WorkflowExecutionStatus status, HistoryEvent closeEvent)
    {
        run.Record.WorkflowTask = null;
        run.Record.Sticky = null;
        run.Record.FirstTaskTime = null;
        run.Buffered.Clear();
        run.Record.BufferedBytes = 0;
        run.Append(transaction, closeEvent);
        run.Record.Status = status;
        run.Record.CloseTime = closeEvent.EventTime;
        run.Activities.Clear();
        run.Timers.Clear();
        run.SignalRequests.Clear();
        UpdateClose.Apply(run);
    }
}
