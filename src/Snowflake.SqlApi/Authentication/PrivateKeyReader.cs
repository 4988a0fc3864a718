using System.Security.Cryptography;
using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Authentication;

/// <summary>Reads the private key of the settings: PKCS#8 in PEM, plain or encrypted, or PKCS#1.</summary>
internal sealed class PrivateKeyReader(SecretSettings secrets)
{
    private const int LeastBits = 2048;

    private string Source => secrets.PrivateKeyFile.Length > 0 ? $"The private key in '{secrets.PrivateKeyFile}'" : "The private key of 'private_key'";

    public SigningKey Read()
    {
        var key = RSA.Create();
        try
        {
            Import(key, Text());
            if (key.KeySize < LeastBits) throw Refused($"has {key.KeySize} bits; Snowflake takes {LeastBits} and more");
            return new SigningKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private string Text()
    {
        if (secrets.PrivateKeyFile.Length == 0) return secrets.PrivateKey;
        try
        {
            return File.ReadAllText(secrets.PrivateKeyFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused($"can't be read: {failure.Message}", failure);
        }
    }

    private void Import(RSA key, string pem)
    {
        var encrypted = pem.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (encrypted && secrets.PrivateKeyPassword.Length == 0) throw Refused("is encrypted and 'private_key_pwd' is missing");
        try
        {
            if (encrypted) key.ImportFromEncryptedPem(pem, secrets.PrivateKeyPassword);
            else key.ImportFromPem(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            // The inner message is left out: it may repeat a part of the key.
            throw Refused(encrypted ? "can't be decrypted: 'private_key_pwd' is wrong, or it is no RSA key in PEM" : "is no RSA key in PEM");
        }
    }

    private SnowflakeException Refused(string why, Exception? inner = null) =>
        SnowflakeException.Local(SnowflakeErrorKind.Authentication, $"{Source} {why}.", inner);
}
