namespace Temporalio.Client;

/// <summary>TLS of a connection; the bytes are PEM.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Roots to trust instead of the system's.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Name that the server's certificate must have, when it is not the host's.</summary>
    public string? Domain { get; set; }

    public byte[]? ClientCert { get; set; }

    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Keeps TLS off even where an API key would turn it on.</summary>
    public bool Disabled { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
