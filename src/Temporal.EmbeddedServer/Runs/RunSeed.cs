using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>What a new run is made of: its first event, and what that event does not hold.</summary>
internal sealed record RunSeed
{
    public required string Namespace { get; init; }

    /// <summary>The attributes to start with; ids, defaults and expirations are filled in.</summary>
    public required WorkflowExecutionStartedEventAttributes Started { get; init; }

    public string RequestId { get; init; } = string.Empty;

    public string RunId { get; init; } = Guid.NewGuid().ToString();

    public UserMetadata? UserMetadata { get; init; }
}
