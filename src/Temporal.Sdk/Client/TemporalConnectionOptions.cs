namespace Temporalio.Client;

/// <summary>Where and how to connect.</summary>
public class TemporalConnectionOptions : ICloneable
{
    public TemporalConnectionOptions()
    {
    }

    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>Host and port, as in <c>localhost:7233</c>.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Null means no TLS, unless there is an API key.</summary>
    public TlsOptions? Tls { get; set; }

    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>Null turns keep-alive off.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    public GrpcCompression GrpcCompression { get; set; } = new GrpcCompression.Gzip();

    /// <summary>Headers of every call.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    /// <summary>Sent as a bearer token; turns TLS on when <see cref="Tls"/> is null.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Who calls, as histories show it; process id and host name when null.</summary>
    public string? Identity { get; set; }

    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        return copy;
    }
}
