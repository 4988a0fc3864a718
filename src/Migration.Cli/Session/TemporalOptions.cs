using Migration.Core.Configuration;
using Temporalio.Client;

namespace Migration.Cli.Session;

/// <summary>The configuration's `temporal` in the words of Temporal's client.</summary>
internal static class TemporalOptions
{
    /// <summary>The embedded host is near: one that does not answer is gone, and is to be started again soon.</summary>
    private static readonly TimeSpan EmbeddedRetry = TimeSpan.FromSeconds(1);

    public static async Task<TemporalClientConnectOptions> OfAsync(string address, TemporalSettings settings) => new(address)
    {
        Namespace = settings.Namespace,
        ApiKey = settings.ApiKey,
        Tls = settings.Tls is null ? null : await TlsAsync(settings.Tls),
        Identity = Operator.Name,
        RpcRetry = settings.Mode == TemporalMode.Embedded ? new() { MaxElapsedTime = EmbeddedRetry } : null,
    };

    private static async Task<TlsOptions> TlsAsync(TlsSettings settings) => new()
    {
        Domain = settings.Domain,
        ServerRootCACert = await BytesAsync(settings.ServerCaFile),
        ClientCert = await BytesAsync(settings.ClientCertificateFile),
        ClientPrivateKey = await BytesAsync(settings.ClientKeyFile),
    };

    private static async Task<byte[]?> BytesAsync(string? path) => path is null ? null : await File.ReadAllBytesAsync(path);
}
