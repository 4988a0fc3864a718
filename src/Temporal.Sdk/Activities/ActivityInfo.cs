using System.Text.Json.Serialization;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What the server told about the running attempt.</summary>
/// <param name="ActivityId">Unique within the workflow run.</param>
/// <param name="ActivityType">Name of the activity.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="CurrentAttemptScheduledTime">When this attempt became due, in UTC.</param>
/// <param name="DataConverter">Converter of this activity's values.</param>
/// <param name="HeartbeatDetails">Last details that an earlier attempt recorded.</param>
/// <param name="HeartbeatTimeout">Longest silence allowed.</param>
/// <param name="IsLocal">Runs inside the workflow's worker.</param>
/// <param name="Namespace">Namespace of the activity.</param>
/// <param name="Priority">Priority of the task.</param>
/// <param name="RetryPolicy">Policy in force.</param>
/// <param name="ScheduleToCloseTimeout">Limit over all attempts.</param>
/// <param name="ScheduledTime">When the first attempt was scheduled, in UTC.</param>
/// <param name="StartToCloseTimeout">Limit of one attempt.</param>
/// <param name="StartedTime">When this attempt started, in UTC.</param>
/// <param name="TaskQueue">Queue the task came from.</param>
/// <param name="TaskToken">Names the attempt towards the server.</param>
/// <param name="WorkflowId">Workflow that asked for it.</param>
/// <param name="WorkflowNamespace">Namespace of the workflow.</param>
/// <param name="WorkflowRunId">Run that asked for it.</param>
/// <param name="WorkflowType">Type of the workflow.</param>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    [property: JsonIgnore] DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    string Namespace,
    Temporalio.Common.Priority Priority,
    Temporalio.Common.RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    public bool IsWorkflowActivity => WorkflowId != null;

    /// <summary>Names that every log line of the activity carries.</summary>
    internal IReadOnlyDictionary<string, object> LoggerScope => new Dictionary<string, object>
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["WorkflowId"] = WorkflowId ?? string.Empty,
        ["WorkflowRunId"] = WorkflowRunId ?? string.Empty,
        ["WorkflowType"] = WorkflowType ?? string.Empty,
    };

    /// <summary>Converts one of the last heartbeat's details; check the count before.</summary>
    public Task<T> HeartbeatDetailAtAsync<T>(int index) =>
        DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
}
