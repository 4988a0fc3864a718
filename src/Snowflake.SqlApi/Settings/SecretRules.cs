namespace Snowflake.SqlApi.Settings;

/// <summary>Which secrets each authenticator needs, and that none is given twice or in vain.</summary>
internal static class SecretRules
{
    private static readonly string[] OfKeyPair = [ConnectionKeys.PrivateKeyFile, ConnectionKeys.PrivateKey];
    private static readonly string[] OfToken = [ConnectionKeys.Token, ConnectionKeys.TokenFile];

    public static SecretSettings Read(SettingsReader reader, AuthenticatorKind authenticator)
    {
        var keyPair = authenticator == AuthenticatorKind.KeyPair;
        ExactlyOne(reader, keyPair ? OfKeyPair : OfToken);
        foreach (var key in keyPair ? OfToken : [.. OfKeyPair, ConnectionKeys.PrivateKeyPassword])
            if (reader.Has(key))
                reader.Add(key, $"'{key}' has no meaning with this authenticator. Remove it, or change 'authenticator'.");

        return new()
        {
            PrivateKeyFile = reader.Text(ConnectionKeys.PrivateKeyFile),
            PrivateKey = reader.Text(ConnectionKeys.PrivateKey),
            PrivateKeyPassword = reader.Text(ConnectionKeys.PrivateKeyPassword),
            Token = reader.Text(ConnectionKeys.Token),
            TokenFile = reader.Text(ConnectionKeys.TokenFile),
        };
    }

    private static void ExactlyOne(SettingsReader reader, string[] keys)
    {
        var given = keys.Count(key => reader.Text(key).Length > 0);
        if (given == 1) return;
        var either = string.Join("' or '", keys);
        reader.Add(keys[0], given == 0 ? $"'{either}' is missing." : $"Give '{either}', not both.");
    }
}
