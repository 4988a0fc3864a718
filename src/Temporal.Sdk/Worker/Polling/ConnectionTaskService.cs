using Microsoft.Extensions.Logging;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker.Polling;

/// <summary>The calls of a worker's workflow side over a connection.</summary>
internal sealed class ConnectionTaskService(TemporalConnection connection, ILogger logger) : IWorkflowTaskService
{
    private static readonly RpcOptions Retrying = new() { Retry = true };

    // A worker that stops must not hang on a service that is away.
    private static readonly RpcOptions Brief = new() { Timeout = TimeSpan.FromSeconds(5) };

    public Task<PollWorkflowTaskQueueResponse> PollAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken) =>
        connection.Polls.PollAsync(request, logger, cancellationToken);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request) =>
        connection.WorkflowService.RespondWorkflowTaskCompletedAsync(request, Retrying);

    public Task FailAsync(RespondWorkflowTaskFailedRequest request) =>
        connection.WorkflowService.RespondWorkflowTaskFailedAsync(request, Retrying);

    public Task AnswerQueryAsync(RespondQueryTaskCompletedRequest request) =>
        connection.WorkflowService.RespondQueryTaskCompletedAsync(request, Retrying);

    public Task<GetWorkflowExecutionHistoryResponse> GetHistoryAsync(GetWorkflowExecutionHistoryRequest request) =>
        connection.WorkflowService.GetWorkflowExecutionHistoryAsync(request, Retrying);

    public Task ShutdownAsync(ShutdownWorkerRequest request) =>
        connection.WorkflowService.ShutdownWorkerAsync(request, Brief);
}
