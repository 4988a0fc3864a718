namespace Temporal.EmbeddedServer.Resets;

/// <summary>What a reset is asked to do.</summary>
/// <param name="FinishEventId">The event that the new run replaces by a failed workflow task; all before it are kept.</param>
internal sealed record ResetOrder(string RequestId, string Reason, long FinishEventId)
{
    /// <summary>Whether signals that came later are sent to the new run.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether updates that were accepted later are sent to the new run.</summary>
    public bool Updates { get; init; }
}
