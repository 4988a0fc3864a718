using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.LocalActivities;

/// <summary>A local activity that a workflow asks its worker to run.</summary>
internal sealed record LocalActivityRequest(
    uint Sequence, string ActivityId, string ActivityType, Payloads Input, LocalActivityOptions Options, WorkflowInfo Workflow)
{
    /// <summary>More than 1 after a wait by timer.</summary>
    internal int Attempt { get; init; } = 1;

    /// <summary>When the first attempt was asked for, where this is not the first.</summary>
    internal DateTimeOffset? FirstScheduled { get; init; }
}
