using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Workflow.V1;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>What lists and descriptions tell of a run.</summary>
internal static class ExecutionInfo
{
    public static WorkflowExecutionInfo Of(RunRecord run) => new()
    {
        Execution = new() { WorkflowId = run.WorkflowId, RunId = run.RunId },
        Type = new() { Name = run.WorkflowType },
        StartTime = run.StartTime,
        CloseTime = run.CloseTime,
        ExecutionTime = run.ExecutionTime,
        ExecutionDuration = run.CloseTime is { } closed
            ? Duration.FromTimeSpan(closed.ToDateTimeOffset() - run.ExecutionTime.ToDateTimeOffset())
            : null,
        Status = run.Status,
        HistoryLength = run.NextEventId - 1,
        HistorySizeBytes = run.HistoryBytes,
        StateTransitionCount = run.Transitions,
        TaskQueue = run.TaskQueue,
        Memo = run.Memo.Clone(),
        SearchAttributes = run.SearchAttributes.Clone(),
        ParentExecution = run.Parent is { } parent ? new() { WorkflowId = parent.WorkflowId, RunId = parent.RunId } : null,
        RootExecution = run.Root.Clone(),
        FirstRunId = run.FirstRunId,
        Priority = run.Priority?.Clone(),
    };
}
