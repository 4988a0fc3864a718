using Temporal.EmbeddedServer.Resets;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class ResetRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>(Services.Workflow, "ResetWorkflowExecution", (request, _) => ResetAsync(request));

    private async Task<ResetWorkflowExecutionResponse> ResetAsync(ResetWorkflowExecutionRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.WorkflowExecution?.WorkflowId, "WorkflowId");
        StartChecks.CheckLength(request.RequestId, "RequestId");
        if (request.PostResetOperations.Count > 0)
        {
            throw new GrpcException(GrpcStatusCode.Unimplemented, "This server does nothing to a run after its reset: PostResetOperations must be empty.");
        }

        var runId = await state.Commits.ExecuteAsync(transaction => RunReset.Reset(
            transaction, transaction.Require(request.Namespace, request.WorkflowExecution!), Order(request)).RunId);
        return new ResetWorkflowExecutionResponse { RunId = runId };
    }

    private static ResetOrder Order(ResetWorkflowExecutionRequest request) => new(request.RequestId, request.Reason, request.WorkflowTaskFinishEventId)
    {
        Signals = request.ResetReapplyType != ResetReapplyType.None && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Signal),
        Updates = request.ResetReapplyType is not (ResetReapplyType.None or ResetReapplyType.Signal)
            && !request.ResetReapplyExcludeTypes.Contains(ResetReapplyExcludeType.Update),
    };
}
