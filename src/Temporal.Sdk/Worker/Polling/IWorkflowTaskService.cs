using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Polling;

/// <summary>The calls of the service that the workflow side of a worker makes.</summary>
internal interface IWorkflowTaskService
{
    /// <summary>Waits for a task; an answer without a token means that there was none. Outages are waited out.</summary>
    Task<PollWorkflowTaskQueueResponse> PollAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken);

    Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request);

    Task FailAsync(RespondWorkflowTaskFailedRequest request);

    Task AnswerQueryAsync(RespondQueryTaskCompletedRequest request);

    Task<GetWorkflowExecutionHistoryResponse> GetHistoryAsync(GetWorkflowExecutionHistoryRequest request);

    Task ShutdownAsync(ShutdownWorkerRequest request);
}
