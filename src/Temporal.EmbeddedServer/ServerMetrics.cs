using System.Diagnostics.Metrics;

namespace Temporal.EmbeddedServer;

/// <summary>What the server counts of itself, for any listener of .NET's metrics.</summary>
internal static class ServerMetrics
{
    private static readonly Meter Meter = new("Temporal.EmbeddedServer");

    /// <summary>Transactions that wrote, by whether they waited for the disk.</summary>
    public static Counter<long> Commits { get; } = Meter.CreateCounter<long>("temporal.server.commits");

    public static KeyValuePair<string, object?> Flushed { get; } = new("flushed", true);

    public static KeyValuePair<string, object?> Unflushed { get; } = new("flushed", false);
}
