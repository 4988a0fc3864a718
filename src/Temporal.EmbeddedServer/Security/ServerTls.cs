using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Temporal.EmbeddedServer.Security;

/// <summary>Makes Kestrel's TLS settings from PEM texts.</summary>
internal static class ServerTls
{
    public static HttpsConnectionAdapterOptions Create(ServerTlsOptions tls)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(tls.Certificate);
        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = WithKey(tls),
            ServerCertificateChain = chain,
        };
        if (tls.ClientRoots is { } pem)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(pem);
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, sent, errors) => IsIssuedBy(roots, certificate, sent, errors);
        }

        return options;
    }

    /// <summary>Through PKCS #12, since not every platform takes a key that exists in memory alone.</summary>
    private static X509Certificate2 WithKey(ServerTlsOptions tls)
    {
        using var certificate = X509Certificate2.CreateFromPem(tls.Certificate, tls.PrivateKey);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The system's opinion does not count: only the roots given here may let a client in.</summary>
    private static bool IsIssuedBy(X509Certificate2Collection roots, X509Certificate2 certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2"));
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }
}
