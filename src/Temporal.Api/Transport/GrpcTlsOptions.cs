namespace Temporal.Api.Transport;

/// <summary>TLS of a channel: without any value the system's trusted roots check the server.</summary>
public sealed record GrpcTlsOptions
{
    /// <summary>PEM of the roots to trust instead of the system's.</summary>
    public ReadOnlyMemory<byte>? ServerRootCertificate { get; init; }

    /// <summary>PEM of the client's certificate, for mutual TLS; needs <see cref="ClientPrivateKey"/>.</summary>
    public ReadOnlyMemory<byte>? ClientCertificate { get; init; }

    /// <summary>PEM of the client certificate's key.</summary>
    public ReadOnlyMemory<byte>? ClientPrivateKey { get; init; }

    /// <summary>The name that the server's certificate must have, where it is not the host's.</summary>
    public string? Domain { get; init; }
}
