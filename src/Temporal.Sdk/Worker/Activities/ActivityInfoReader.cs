using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Worker.Activities;

/// <summary>What a task tells about its attempt, in the form that activities see.</summary>
internal static class ActivityInfoReader
{
    public static ActivityInfo Read(PollActivityTaskQueueResponse task, ITemporalClient client, string taskQueue)
    {
        var workflow = task.WorkflowExecution is { WorkflowId.Length: > 0 } execution ? execution : null;
        var space = task.WorkflowNamespace is { Length: > 0 } given ? given : client.Options.Namespace;
        return new(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType.Name,
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: Time(task.CurrentAttemptScheduledTime),
            DataConverter: client.Options.DataConverter,
            HeartbeatDetails: [.. task.HeartbeatDetails?.Payloads_ ?? []],
            HeartbeatTimeout: Span(task.HeartbeatTimeout),
            IsLocal: false,
            Namespace: space,
            Priority: task.Priority == null ? Priority.Default : new(task.Priority),
            RetryPolicy: task.RetryPolicy == null ? null : RetryPolicy.FromProto(task.RetryPolicy),
            ScheduleToCloseTimeout: Span(task.ScheduleToCloseTimeout),
            ScheduledTime: Time(task.ScheduledTime),
            StartToCloseTimeout: Span(task.StartToCloseTimeout),
            StartedTime: Time(task.StartedTime),
            TaskQueue: taskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: workflow?.WorkflowId,
            WorkflowNamespace: workflow == null ? null : space,
            WorkflowRunId: workflow?.RunId,
            WorkflowType: workflow == null ? null : task.WorkflowType?.Name);
    }

    private static DateTime Time(Timestamp? timestamp) => timestamp?.ToDateTime() ?? DateTime.MinValue;

    /// <summary>The server writes a timeout that does not apply as zero.</summary>
    private static TimeSpan? Span(Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
