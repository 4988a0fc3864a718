using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>Lets a workflow go on from an earlier workflow task, in a new run that replaces the current one.</summary>
internal static class RunReset
{
    private const string Identity = "history-service";

    /// <summary>The new run; the same one if this request was answered before.</summary>
    public static Run Reset(Transaction transaction, Run source, ResetOrder order)
    {
        var current = transaction.FindCurrent(source.Record.Namespace, source.Record.WorkflowId)!;
        if (order.RequestId.Length > 0 && current.Record.CreateRequestId == order.RequestId)
        {
            return current;
        }

        if (order.FinishEventId <= 1 || order.FinishEventId >= source.Record.NextEventId)
        {
            throw Invalid("Workflow task finish ID must be > 1 && <= workflow last event ID.");
        }

        if (current.IsOpen)
        {
            RunClose.Replace(transaction, current, order.Reason);
        }

        var run = Fork(transaction, source, order);
        LaterEvents.Reapply(transaction, run, source, order);
        WorkflowTasks.Schedule(transaction, run);
        return run;
    }

    private static Run Fork(Transaction transaction, Run source, ResetOrder order)
    {
        var run = HistoryCopy.Make(transaction, transaction.Events(source, 1, order.FinishEventId - 1), source, order.RequestId);
        if (run.Record.WorkflowTask is null)
        {
            throw Invalid($"Can only reset workflow to event ID in range [WorkflowTaskScheduled +1, WorkflowTaskStarted + 1]: {order.FinishEventId}");
        }

        if (run.Children.Count > 0)
        {
            throw Invalid("WorkflowResetter encountered pending child workflows.");
        }

        source.Record.ResetRunId = run.RunId;
        run.Record.LastResetTime = transaction.Timestamp;
        run.Record.OriginalStartTime = source.Record.OriginalStartTime ?? source.Record.StartTime;
        FailTask(transaction, run, source.RunId, order.Reason);
        EndAttempts(transaction, run, order.Reason);
        return run;
    }

    /// <summary>The failed task tells the worker that the run begins here, and the new run id is the seed of its random numbers.</summary>
    private static void FailTask(Transaction transaction, Run run, string sourceRunId, string reason)
    {
        var task = run.Record.WorkflowTask;
        if (task.StartedEventId == 0)
        {
            task.StartedEventId = run.Append(transaction, new HistoryEvent
            {
                WorkflowTaskStartedEventAttributes = new() { ScheduledEventId = task.ScheduledEventId, Identity = Identity, RequestId = Guid.NewGuid().ToString() },
            }).EventId;
        }

        run.Append(transaction, new HistoryEvent
        {
            WorkflowTaskFailedEventAttributes = new()
            {
                ScheduledEventId = task.ScheduledEventId,
                StartedEventId = task.StartedEventId,
                Cause = WorkflowTaskFailedCause.ResetWorkflow,
                Failure = ResetFailure(reason, null),
                Identity = Identity,
                BaseRunId = sourceRunId,
                NewRunId = run.RunId,
            },
        });
        run.Record.WorkflowTask = null;
    }

    /// <summary>Attempts that were running belong to the replaced run: those activities fail here. The others are offered anew.</summary>
    private static void EndAttempts(Transaction transaction, Run run, string reason)
    {
        foreach (var activity in run.Activities.Items.ToList())
        {
            if (activity.State != State.Started)
            {
                Activities.ActivityTasks.Dispatch(transaction, run, activity);
                continue;
            }

            run.Append(transaction, new HistoryEvent
            {
                ActivityTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = activity.ScheduledEventId,
                    Failure = ResetFailure(reason, activity.HeartbeatDetails),
                    RetryState = RetryState.NonRetryableFailure,
                    Identity = activity.Identity,
                },
            });
            run.Activities.Remove(Run.Id(activity.ScheduledEventId));
        }
    }

    private static Failure ResetFailure(string reason, Payloads? heartbeat) =>
        new() { Message = reason, Source = "Server", ResetWorkflowFailureInfo = new() { LastHeartbeatDetails = heartbeat } };

    private static GrpcException Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);
}
