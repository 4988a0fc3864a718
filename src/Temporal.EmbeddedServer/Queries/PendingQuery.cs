using Temporalio.Api.Query.V1;

namespace Temporal.EmbeddedServer.Queries;

/// <summary>A client's query that waits for a worker's answer. Queries live in memory only: their callers wait.</summary>
internal sealed class PendingQuery(string runId, WorkflowQuery query)
{
    private readonly TaskCompletionSource<WorkflowQueryResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();

    public string RunId => runId;

    public WorkflowQuery Query => query;

    public Task<WorkflowQueryResult> Answer => answer.Task;

    /// <summary>A worker has it.</summary>
    public bool IsTaken { get; set; }

    public void Reply(WorkflowQueryResult result) => answer.TrySetResult(result);

    /// <summary>The caller does not wait any more.</summary>
    public void Abandon() => answer.TrySetCanceled();
}
