using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker.Replay;

/// <summary>What the first event of a history says about the run.</summary>
internal sealed record WorkflowStart(
    WorkflowInfo Info, IReadOnlyList<Payload> Input, string RandomSource, Memo? Memo, SearchAttributes? SearchAttributes)
{
    /// <param name="firstTaskTime">Time of the first workflow task.</param>
    internal static WorkflowStart From(
        HistoryEvent e, string workflowId, string runId, DateTime firstTaskTime, RunEnvironment environment)
    {
        var started = e.WorkflowExecutionStartedEventAttributes;
        var converter = environment.DataConverter;
        var info = new WorkflowInfo(
            Attempt: Math.Max(1, started.Attempt),
            ContinuedRunId: OrNull(started.ContinuedExecutionRunId),
            CronSchedule: OrNull(started.CronSchedule),
            ExecutionTimeout: Limit(started.WorkflowExecutionTimeout),
            FirstExecutionRunId: OrNull(started.FirstExecutionRunId) ?? runId,
            Headers: started.Header?.Fields ?? new(),
            LastFailure: started.ContinuedFailure is { } failure
                ? converter.FailureConverter.ToException(failure, converter.PayloadConverter)
                : null,
            LastResult: started.LastCompletionResult?.Payloads_.Select(IRawValue (last) => new RawValue(last)).ToList(),
            Namespace: environment.Namespace,
            Parent: started.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent
                ? new(OrNull(started.ParentWorkflowNamespace) ?? environment.Namespace, parent.RunId, parent.WorkflowId)
                : null,
            Priority: new Priority(started.Priority),
            RetryPolicy: started.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            Root: started.RootWorkflowExecution is { WorkflowId.Length: > 0 } root
                ? new(root.RunId, root.WorkflowId)
                : null,
            RunId: runId,
            RunTimeout: Limit(started.WorkflowRunTimeout),
            StartTime: firstTaskTime,
            TaskQueue: OrNull(started.TaskQueue?.Name) ?? environment.TaskQueue,
            TaskTimeout: Limit(started.WorkflowTaskTimeout) ?? TimeSpan.FromSeconds(10),
            WorkflowId: OrNull(started.WorkflowId) ?? workflowId,
            WorkflowStartTime: e.EventTime?.ToDateTime() ?? firstTaskTime,
            WorkflowType: started.WorkflowType.Name);
        return new(
            info,
            started.Input?.Payloads_ ?? [],
            OrNull(started.OriginalExecutionRunId) ?? runId,
            started.Memo,
            started.SearchAttributes);
    }

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The service writes an unlimited time as zero.</summary>
    private static TimeSpan? Limit(Google.Protobuf.WellKnownTypes.Duration? duration) =>
        duration?.ToTimeSpan() is { } limit && limit > TimeSpan.Zero ? limit : null;
}
