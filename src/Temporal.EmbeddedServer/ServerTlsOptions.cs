namespace Temporal.EmbeddedServer;

/// <summary>TLS of the server, from PEM texts.</summary>
public sealed record ServerTlsOptions
{
    /// <summary>The server's certificate, followed by those that it was issued by, if any.</summary>
    public required string Certificate { get; init; }

    public required string PrivateKey { get; init; }

    /// <summary>The roots that clients' certificates must come from; null lets clients in without a certificate.</summary>
    public string? ClientRoots { get; init; }
}
