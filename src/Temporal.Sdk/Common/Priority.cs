namespace Temporalio.Common;

/// <summary>Order of a task among others in its queue. Null means inherited, or the server's default.</summary>
public sealed record Priority
{
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        PriorityKey = priorityKey;
        FairnessKey = fairnessKey;
        FairnessWeight = fairnessWeight;
    }

    internal Priority(Api.Common.V1.Priority? proto)
        : this(
            proto is { PriorityKey: not 0 } ? proto.PriorityKey : null,
            proto is { FairnessKey.Length: > 0 } ? proto.FairnessKey : null,
            proto is { FairnessWeight: not 0 } ? proto.FairnessWeight : null)
    {
    }

    public static Priority Default { get; } = new();

    /// <summary>From 1, the most urgent, upwards.</summary>
    public int? PriorityKey { get; init; }

    public string? FairnessKey { get; init; }

    public float? FairnessWeight { get; init; }

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
