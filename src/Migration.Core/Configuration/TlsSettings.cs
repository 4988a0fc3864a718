namespace Migration.Core.Configuration;

/// <summary>TLS towards a cluster. All null means the machine's certificate authorities and no client certificate. Files are absolute paths of PEM files.</summary>
public sealed record TlsSettings
{
    /// <summary>The authority that signed the server's certificate.</summary>
    public string? ServerCaFile { get; init; }

    public string? ClientCertificateFile { get; init; }

    public string? ClientKeyFile { get; init; }

    /// <summary>The name that the server's certificate carries where it differs from the address.</summary>
    public string? Domain { get; init; }
}
