using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class WorkerRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<ShutdownWorkerRequest, ShutdownWorkerResponse>(Services.Workflow, "ShutdownWorker", (request, _) => ShutdownAsync(request))
        .Add<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>(
            Services.Workflow, "ResetStickyTaskQueue", (request, _) => ResetStickyAsync(request));

    /// <summary>The worker's sticky queue has nobody from now on: what waits in it goes to the normal queues at once.</summary>
    private async Task<ShutdownWorkerResponse> ShutdownAsync(ShutdownWorkerRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        if (request.StickyTaskQueue.Length > 0)
        {
            var left = state.Queues.Of(new(request.Namespace, TaskQueueType.Workflow, request.StickyTaskQueue)).Abandon();
            foreach (var task in left)
            {
                await MoveAsync(task);
            }
        }

        return new ShutdownWorkerResponse();
    }

    private Task MoveAsync(QueuedTask task) => state.Commits.ExecuteAsync(transaction =>
    {
        if (task is QueuedTask.Query query && transaction.Find(query.Pending.RunId) is { } queried)
        {
            transaction.Dispatch(WorkflowTasks.NormalQueue(queried), task);
        }
        else if (task is QueuedTask.Workflow workflow
            && transaction.Find(workflow.RunId) is { IsOpen: true, Record.WorkflowTask: { StartedTime: null, Sticky: true } waiting } run
            && waiting.Stamp == workflow.Stamp)
        {
            WorkflowTaskEnd.LeaveStickyQueue(transaction, run);
        }
    });

    private async Task<ResetStickyTaskQueueResponse> ResetStickyAsync(ResetStickyTaskQueueRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.Execution?.WorkflowId, "WorkflowId");
        await state.Commits.ExecuteAsync(transaction =>
        {
            var run = transaction.Require(request.Namespace, request.Execution!);
            if (run.Record.WorkflowTask is { Sticky: true, StartedTime: null })
            {
                WorkflowTaskEnd.LeaveStickyQueue(transaction, run);
            }
            else if (run.Record.WorkflowTask is null)
            {
                run.Record.Sticky = null;
            }
        });
        return new ResetStickyTaskQueueResponse();
    }
}
