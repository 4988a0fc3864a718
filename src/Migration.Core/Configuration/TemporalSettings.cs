namespace Migration.Core.Configuration;

/// <summary>The configuration's <c>temporal</c>.</summary>
public sealed record TemporalSettings
{
    public TemporalMode Mode { get; init; } = TemporalMode.Embedded;

    /// <summary>host:port of the cluster's frontend; null when embedded.</summary>
    public string? Address { get; init; }

    public string Namespace { get; init; } = "default";

    /// <summary>Null means a connection without TLS.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>A secret: sent as a bearer token, never logged.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Everything but the API key.</summary>
    public override string ToString() => Mode == TemporalMode.Embedded ? "embedded" : $"{Address}, namespace {Namespace}";
}
