namespace Temporal.Api.Transport;

/// <summary>Where a channel connects and how it keeps the connection.</summary>
public sealed record GrpcChannelOptions
{
    /// <summary>Host and port, as in <c>127.0.0.1:7233</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Null means cleartext HTTP/2.</summary>
    public GrpcTlsOptions? Tls { get; init; }

    /// <summary>Compress requests with gzip where that pays. Compressed answers are understood either way.</summary>
    public bool CompressRequests { get; init; }

    /// <summary>Headers of every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; init; } = [];

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is silent before it is pinged.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a ping may stay unanswered before the connection counts as dead.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest answer accepted, in bytes, after decompression.</summary>
    public int MaxReceiveBytes { get; init; } = 128 * 1024 * 1024;
}
