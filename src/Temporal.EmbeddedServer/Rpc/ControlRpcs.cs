using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>What a client does to a workflow from outside.</summary>
internal sealed class ControlRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(Services.Workflow, "SignalWorkflowExecution", (request, _) => SignalAsync(request))
        .Add<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(
            Services.Workflow, "RequestCancelWorkflowExecution", (request, _) => CancelAsync(request))
        .Add<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            Services.Workflow, "TerminateWorkflowExecution", (request, _) => TerminateAsync(request))
        .Add<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(Services.Workflow, "DeleteWorkflowExecution", (request, _) => DeleteAsync(request));

    private async Task<SignalWorkflowExecutionResponse> SignalAsync(SignalWorkflowExecutionRequest request)
    {
        Check(request.Namespace, request.WorkflowExecution);
        StartChecks.RequireSignalName(request.SignalName);
        StartChecks.CheckLength(request.RequestId, "RequestId");
        StartChecks.CheckSize(request.Input, "the signal's input");
        await state.Commits.ExecuteAsync(transaction => RunSignals.Signal(
            transaction,
            transaction.Require(request.Namespace, request.WorkflowExecution),
            new()
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Header = request.Header,
                Identity = request.Identity,
                RequestId = request.RequestId,
            }));
        return new SignalWorkflowExecutionResponse();
    }

    private async Task<RequestCancelWorkflowExecutionResponse> CancelAsync(RequestCancelWorkflowExecutionRequest request)
    {
        Check(request.Namespace, request.WorkflowExecution);
        await state.Commits.ExecuteAsync(transaction =>
        {
            var run = transaction.Require(request.Namespace, request.WorkflowExecution);
            RequireChain(run, request.FirstExecutionRunId);
            RunSignals.RequestCancel(transaction, run, new() { Cause = request.Reason, Identity = request.Identity }, request.RequestId);
        });
        return new RequestCancelWorkflowExecutionResponse();
    }

    private async Task<TerminateWorkflowExecutionResponse> TerminateAsync(TerminateWorkflowExecutionRequest request)
    {
        Check(request.Namespace, request.WorkflowExecution);
        await state.Commits.ExecuteAsync(transaction =>
        {
            var run = transaction.Require(request.Namespace, request.WorkflowExecution);
            RequireChain(run, request.FirstExecutionRunId);
            RunSignals.RequireOpen(run);
            RunClose.Terminate(transaction, run, new() { Reason = request.Reason, Details = request.Details, Identity = request.Identity });
        });
        return new TerminateWorkflowExecutionResponse();
    }

    private async Task<DeleteWorkflowExecutionResponse> DeleteAsync(DeleteWorkflowExecutionRequest request)
    {
        Check(request.Namespace, request.WorkflowExecution);
        await state.Commits.ExecuteAsync(transaction =>
        {
            var run = transaction.Require(request.Namespace, request.WorkflowExecution);
            if (run.IsOpen)
            {
                RunClose.Terminate(transaction, run, new() { Reason = "Delete workflow execution", Identity = "history-service" });
            }

            transaction.Delete(run);
        });
        return new DeleteWorkflowExecutionResponse();
    }

    private static void RequireChain(Run run, string firstRunId)
    {
        if (firstRunId.Length > 0 && run.Record.FirstRunId != firstRunId)
        {
            throw GrpcException.WithDetail(
                GrpcStatusCode.NotFound, $"workflow execution not found: the chain of '{run.Record.WorkflowId}' does not start with run {firstRunId}", new NotFoundFailure());
        }
    }

    private void Check(string @namespace, WorkflowExecution? execution)
    {
        state.Namespaces.Require(@namespace);
        StartChecks.RequireText(execution?.WorkflowId, "WorkflowId");
    }
}
