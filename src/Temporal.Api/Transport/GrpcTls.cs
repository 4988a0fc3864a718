using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporal.Api.Transport;

/// <summary>Makes the TLS settings of a connection from PEM texts.</summary>
internal static class GrpcTls
{
    public static SslClientAuthenticationOptions Create(GrpcTlsOptions tls)
    {
        var options = new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2],
        };
        if (tls.ServerRootCertificate is { } roots)
        {
            options.CertificateChainPolicy = TrustOnly(roots);
        }

        if (tls.ClientCertificate is { } certificate)
        {
            options.ClientCertificates = [ClientCertificate(certificate, tls.ClientPrivateKey)];
        }

        return options;
    }

    private static X509ChainPolicy TrustOnly(ReadOnlyMemory<byte> pem)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(pem.Span));
        return policy;
    }

    private static X509Certificate2 ClientCertificate(ReadOnlyMemory<byte> certificate, ReadOnlyMemory<byte>? key)
    {
        if (key is not { } privateKey)
        {
            throw new ArgumentException("A client certificate needs its private key: give both or neither.");
        }

        return X509Certificate2.CreateFromPem(
            Encoding.ASCII.GetString(certificate.Span),
            Encoding.ASCII.GetString(privateKey.Span));
    }
}
