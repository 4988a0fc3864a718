using Migration.Core.Configuration;
using Temporalio.Client;

namespace Migration.Cli.Session;

/// <summary>The configuration's `temporal` in the words of Temporal's client.</summary>
internal static class TemporalOptions
{
    public static async Task<TemporalClientConnectOptions> OfAsync(string address, TemporalSettings settings) => new(address)
    {
        Namespace = settings.Namespace,
        ApiKey = settings.ApiKey,
        Tls = settings.Tls is null ? null : await TlsAsync(settings.Tls),
        Identity = Operator.Name,
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
