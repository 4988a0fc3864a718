using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using RetryPolicy = Temporalio.Common.RetryPolicy;
using Priority = Temporalio.Common.Priority;

namespace Temporalio.Workflows;

/// <summary>What is fixed about this run.</summary>
public record WorkflowInfo(
    int Attempt,
    string? ContinuedRunId,
    string? CronSchedule,
    TimeSpan? ExecutionTimeout,
    string FirstExecutionRunId,
    IReadOnlyDictionary<string, Payload>? Headers,
    Exception? LastFailure,
    IReadOnlyCollection<IRawValue>? LastResult,
    string Namespace,
    WorkflowInfo.ParentInfo? Parent,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    WorkflowInfo.RootInfo? Root,
    string RunId,
    TimeSpan? RunTimeout,
    DateTime StartTime,
    string TaskQueue,
    TimeSpan TaskTimeout,
    string WorkflowId,
    DateTime WorkflowStartTime,
    string WorkflowType)
{
    /// <summary>The workflow that started this one as a child.</summary>
    public record ParentInfo(string Namespace, string RunId, string WorkflowId);

    /// <summary>The first workflow of the tree of children.</summary>
    public record RootInfo(string RunId, string WorkflowId);
}
