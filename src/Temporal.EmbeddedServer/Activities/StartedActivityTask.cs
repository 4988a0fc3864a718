using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>An activity task that a worker got; input and header are read from its scheduled event after the commit.</summary>
internal sealed record StartedActivityTask(string RunId, long ScheduledEventId, PollActivityTaskQueueResponse Response);
