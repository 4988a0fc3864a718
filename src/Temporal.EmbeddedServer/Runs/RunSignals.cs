using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Signals and cancel requests from clients, other workflows and parents.</summary>
internal static class RunSignals
{
    public static void RequireOpen(Run run)
    {
        if (!run.IsOpen)
        {
            throw GrpcException.WithDetail(GrpcStatusCode.NotFound, "workflow execution already completed", new NotFoundFailure());
        }
    }

    public static void Signal(Transaction transaction, Run run, WorkflowExecutionSignaledEventAttributes signal)
    {
        RequireOpen(run);
        if (signal.RequestId.Length > 0)
        {
            if (run.SignalRequests.Contains(signal.RequestId))
            {
                return;
            }

            run.SignalRequests.Put(signal.RequestId, new RequestRecord { RequestId = signal.RequestId });
        }

        if (++run.Record.SignalCount > Limits.Signals)
        {
            throw new GrpcException(
                GrpcStatusCode.InvalidArgument,
                $"exceeded workflow execution limit for signal events: workflow '{run.Record.WorkflowId}' has had {Limits.Signals} in this run; let it continue as new.");
        }

        run.Receive(transaction, new HistoryEvent { WorkflowExecutionSignaledEventAttributes = signal });
        WorkflowTasks.Ensure(transaction, run);
    }

    /// <summary>Idempotent: the workflow sees one request, and a closed workflow needs none.</summary>
    public static void RequestCancel(Transaction transaction, Run run, WorkflowExecutionCancelRequestedEventAttributes request, string requestId)
    {
        if (!run.IsOpen || run.Record.CancelRequested)
        {
            return;
        }

        run.Record.CancelRequested = true;
        run.Record.CancelRequestId = requestId;
        run.Receive(transaction, new HistoryEvent { WorkflowExecutionCancelRequestedEventAttributes = request });
        WorkflowTasks.Ensure(transaction, run);
    }
}
