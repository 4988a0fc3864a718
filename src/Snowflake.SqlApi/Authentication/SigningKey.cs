using System.Security.Cryptography;

namespace Snowflake.SqlApi.Authentication;

/// <summary>An RSA private key and the fingerprint by which Snowflake knows its public half.</summary>
internal sealed class SigningKey(RSA key) : IDisposable
{
    /// <summary>As in RSA_PUBLIC_KEY_FP of DESC USER: the hash of the key's SubjectPublicKeyInfo.</summary>
    public string Fingerprint { get; } = "SHA256:" + Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public byte[] Sign(byte[] text) => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => key.Dispose();
}
