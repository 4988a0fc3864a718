using Temporal.Api.Transport;

namespace Temporalio.Client.Rpc;

/// <summary>Connection options in the transport's terms.</summary>
internal static class ChannelFactory
{
    public static GrpcChannel Create(TemporalConnectionOptions options, bool compress) => new(new GrpcChannelOptions
    {
        Address = Address(options.TargetHost),
        Tls = Tls(options),
        CompressRequests = compress,
        KeepAliveInterval = options.KeepAlive?.Interval ?? Timeout.InfiniteTimeSpan,
        KeepAliveTimeout = options.KeepAlive?.Timeout ?? Timeout.InfiniteTimeSpan,
    });

    private static string Address(string? targetHost)
    {
        if (string.IsNullOrWhiteSpace(targetHost))
            throw new ArgumentException("TargetHost is required to connect to Temporal", nameof(targetHost));
        return targetHost.Contains(':', StringComparison.Ordinal) ? targetHost : $"{targetHost}:7233";
    }

    private static GrpcTlsOptions? Tls(TemporalConnectionOptions options)
    {
        var tls = options.Tls ?? (string.IsNullOrEmpty(options.ApiKey) ? null : new TlsOptions());
        return tls is null or { Disabled: true }
            ? null
            : new GrpcTlsOptions
            {
                ServerRootCertificate = Memory(tls.ServerRootCACert),
                ClientCertificate = Memory(tls.ClientCert),
                ClientPrivateKey = Memory(tls.ClientPrivateKey),
                Domain = tls.Domain,
            };
    }

    // Not a plain conditional: null is a valid, empty, memory of bytes.
    private static ReadOnlyMemory<byte>? Memory(byte[]? bytes) =>
        bytes == null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(bytes);
}
