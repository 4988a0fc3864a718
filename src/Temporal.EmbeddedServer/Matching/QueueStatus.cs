namespace Temporal.EmbeddedServer.Matching;

/// <summary>A task queue at one instant.</summary>
/// <param name="Age">How long the oldest task waits.</param>
/// <param name="Limit">Tasks a second that its workers allow; null means any number.</param>
/// <param name="Polls">Who polled, and when last.</param>
internal sealed record QueueStatus(
    int Backlog, TimeSpan Age, float AddedPerSecond, float DispatchedPerSecond, double? Limit, bool IsHeldBack, IReadOnlyDictionary<string, DateTimeOffset> Polls)
{
    public static QueueStatus Unknown { get; } = new(0, TimeSpan.Zero, 0, 0, null, false, new Dictionary<string, DateTimeOffset>());
}
