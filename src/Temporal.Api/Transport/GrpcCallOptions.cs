namespace Temporal.Api.Transport;

/// <summary>What one call adds to its channel's settings.</summary>
public sealed record GrpcCallOptions
{
    public static GrpcCallOptions Default { get; } = new();

    /// <summary>The deadline, sent to the server and kept by the client too; null means none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Headers added to the channel's; the value of a name that ends in <c>-bin</c> is base64 already.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; init; } = [];

    public CancellationToken CancellationToken { get; init; }
}
