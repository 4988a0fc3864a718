using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>What became of a worker's answer. A refusal is durable too: the failed task is in history.</summary>
internal sealed record CompletedWorkflowTask(Run Run)
{
    public GrpcException? Refusal { get; init; }

    /// <summary>What the worker asked to start itself, without a poll.</summary>
    public IReadOnlyList<PollActivityTaskQueueResponse> ActivityTasks { get; init; } = [];

    /// <summary>The next task, for the same worker, which has the history up to its last one.</summary>
    public StartedWorkflowTask? NewTask { get; init; }
}
