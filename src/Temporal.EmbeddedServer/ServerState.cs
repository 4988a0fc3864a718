using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Queries;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Storage;
using Temporal.EmbeddedServer.TimeSkipping;
using Temporal.EmbeddedServer.Visibility;

namespace Temporal.EmbeddedServer;

/// <summary>What the calls of a running server share.</summary>
internal sealed record ServerState
{
    public required string ClusterId { get; init; }

    public required TimeProvider Time { get; init; }

    public required CommitLoop Commits { get; init; }

    public required TaskQueues Queues { get; init; }

    public required QueryBoard Queries { get; init; }

    public required Namespaces Namespaces { get; init; }

    public required SearchAttributeRegistry SearchAttributes { get; init; }

    public required HistoryReader History { get; init; }

    public required VisibilityReader Visibility { get; init; }

    public required RetentionCleaner Cleaner { get; init; }

    public required HistoryWaiters Waiters { get; init; }

    /// <summary>Set where the server's clock can be skipped.</summary>
    public TimeSkipper? Skipper { get; init; }

    /// <summary>Ends waiting calls when the server stops.</summary>
    public required CancellationToken Stopping { get; init; }
}
