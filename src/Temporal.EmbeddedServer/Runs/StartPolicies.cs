using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>What a workflow id that was used before means for a new start.</summary>
internal static class StartPolicies
{
    /// <summary>The open run to answer with, or null if a new run is to be created.</summary>
    public static Run? Resolve(Transaction transaction, StartRules rules)
    {
        var current = transaction.FindCurrent(rules.Namespace, rules.WorkflowId);
        if (current is null)
        {
            return null;
        }

        if (!current.IsOpen)
        {
            return AllowsReuse(current.Record.Status, rules.Reuse) ? null : throw AlreadyStarted(current, "finished");
        }

        switch (rules.Conflict)
        {
            case WorkflowIdConflictPolicy.UseExisting:
                return current;
            case WorkflowIdConflictPolicy.TerminateExisting:
                RunClose.Terminate(transaction, current, new() { Reason = "TerminateExisting WorkflowIdConflictPolicy Policy", Identity = "history-service" });
                return null;
            default:
                throw AlreadyStarted(current, "running");
        }
    }

    /// <summary>Whether a child may take this id; a running holder is never disturbed.</summary>
    public static bool MayStart(Transaction transaction, string @namespace, string workflowId, WorkflowIdReusePolicy reuse) =>
        transaction.FindCurrent(@namespace, workflowId) is not { } current
        || (!current.IsOpen && AllowsReuse(current.Record.Status, reuse));

    private static bool AllowsReuse(WorkflowExecutionStatus closed, WorkflowIdReusePolicy policy) => policy switch
    {
        WorkflowIdReusePolicy.RejectDuplicate => false,
        WorkflowIdReusePolicy.AllowDuplicateFailedOnly => closed is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.Canceled
            or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut,
        _ => true,
    };

    private static GrpcException AlreadyStarted(Run current, string state) => GrpcException.WithDetail(
        GrpcStatusCode.AlreadyExists,
        $"Workflow execution already {state}. WorkflowId: {current.Record.WorkflowId}, RunId: {current.RunId}.",
        new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = current.Record.CreateRequestId,
            RunId = current.RunId,
            FirstExecutionRunId = current.Record.FirstRunId,
        });
}
