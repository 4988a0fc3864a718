using Google.Protobuf;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>A workflow task that a worker got, frozen in the moment of its start; the history is read after the commit.</summary>
internal sealed record StartedWorkflowTask
{
    public StartedWorkflowTask(Run run, IReadOnlyList<HistoryEvent> unwritten)
    {
        var record = run.Record;
        var task = record.WorkflowTask;
        RunId = run.RunId;
        Unwritten = unwritten;
        LastWrittenEventId = unwritten.Count > 0 ? record.NextEventId - 1 : task.StartedEventId;
        FromStart = !task.Sticky;
        Response = new PollWorkflowTaskQueueResponse
        {
            TaskToken = new TaskToken
            {
                Namespace = record.Namespace,
                WorkflowId = record.WorkflowId,
                RunId = record.RunId,
                ScheduledEventId = task.ScheduledEventId,
                Stamp = task.Stamp,
                Attempt = task.Attempt,
            }.ToByteString(),
            WorkflowExecution = run.Execution,
            WorkflowType = new() { Name = record.WorkflowType },
            Attempt = task.Attempt,
            PreviousStartedEventId = record.PreviousStartedEventId,
            StartedEventId = unwritten.Count > 0 ? unwritten[^1].EventId : task.StartedEventId,
            History = new History(),
            WorkflowExecutionTaskQueue = new() { Name = record.TaskQueue, Kind = TaskQueueKind.Normal },
            ScheduledTime = task.ScheduledTime,
            StartedTime = task.StartedTime,
        };
        Response.Messages.AddRange(UpdateDelivery.Messages(run, Response.StartedEventId));
    }

    public string RunId { get; }

    public PollWorkflowTaskQueueResponse Response { get; }

    public IReadOnlyList<HistoryEvent> Unwritten { get; }

    public long LastWrittenEventId { get; }

    /// <summary>The worker gets the whole history; otherwise what is new since its last task.</summary>
    public bool FromStart { get; init; }
}
