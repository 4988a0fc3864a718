using System.Security.Authentication;

namespace Snowflake.SqlApi.Settings;

/// <summary>Turns a connection string into settings, or names everything that is wrong with it.</summary>
internal static class ConnectionStringParser
{
    public const int LongestQueryTag = 2000;

    /// <exception cref="SnowflakeConnectionStringException">The string has problems.</exception>
    public static ConnectionSettings Parse(string connectionString)
    {
        var reader = Read(connectionString);
        var authenticator = reader.Choice(ConnectionKeys.Authenticator, AuthenticatorKind.KeyPair,
            ("snowflake_jwt", AuthenticatorKind.KeyPair), ("oauth", AuthenticatorKind.OAuth),
            ("programmatic_access_token", AuthenticatorKind.ProgrammaticAccessToken));
        if (!reader.Has(ConnectionKeys.Authenticator))
            reader.Add(ConnectionKeys.Authenticator, "'authenticator' is missing: say snowflake_jwt, oauth or programmatic_access_token.");

        var settings = new ConnectionSettings
        {
            Account = reader.Required(ConnectionKeys.Account, "the account's identifier, as in its address"),
            Endpoint = EndpointSettings.Read(reader),
            Authenticator = authenticator,
            User = authenticator == AuthenticatorKind.KeyPair
                ? reader.Required(ConnectionKeys.User, "a key-pair token names the user")
                : reader.Text(ConnectionKeys.User),
            Secrets = SecretRules.Read(reader, authenticator),
            Context = new(Name(reader, ConnectionKeys.Database), Name(reader, ConnectionKeys.Schema), Name(reader, ConnectionKeys.Warehouse), Name(reader, ConnectionKeys.Role)),
            Retry = ReadRetry(reader),
            ConnectTimeout = TimeSpan.FromSeconds(reader.Number(ConnectionKeys.ConnectionTimeout, 300, 1, 3600)),
            Tls = ReadTls(reader),
            Application = ReadApplication(reader),
            QueryTag = ReadQueryTag(reader),
            Proxy = ProxyRules.Read(reader),
        };
        return reader.Problems.Count == 0 ? settings : throw new SnowflakeConnectionStringException(reader.Problems);
    }

    private static SettingsReader Read(string connectionString)
    {
        try
        {
            return new SettingsReader(connectionString);
        }
        catch (ArgumentException)
        {
            // The parser's own message may repeat a part of the text, and with it a secret.
            throw new SnowflakeConnectionStringException([new("", "The connection string is not a list of key=value pairs separated by ';'.")]);
        }
    }

    private static string Name(SettingsReader reader, string key) => ObjectName.Stored(reader.Text(key));

    private static RetrySettings ReadRetry(SettingsReader reader)
    {
        var retries = reader.Number(ConnectionKeys.MaxRetries, 7, 0, 100);
        var timeout = reader.Number(ConnectionKeys.RetryTimeout, 300, 1, 86_400);
        return new(reader.Flag(ConnectionKeys.DisableRetry) ? 0 : retries, TimeSpan.FromSeconds(timeout));
    }

    private static SslProtocols ReadTls(SettingsReader reader)
    {
        var least = reader.Choice(ConnectionKeys.MinTls, SslProtocols.Tls12, ("tls12", SslProtocols.Tls12), ("tls13", SslProtocols.Tls13));
        var most = reader.Choice(ConnectionKeys.MaxTls, SslProtocols.Tls13, ("tls12", SslProtocols.Tls12), ("tls13", SslProtocols.Tls13));
        if (least > most) reader.Add(ConnectionKeys.MinTls, "'mintls' is above 'maxtls': no version is left.");
        return least | most;
    }

    private static string ReadApplication(SettingsReader reader)
    {
        if (!reader.Has(ConnectionKeys.Application)) return "Snowflake.SqlApi";
        var name = reader.Text(ConnectionKeys.Application);
        if (name.Length is > 0 and <= 50 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return name;
        reader.Add(ConnectionKeys.Application, "'application' must be 1 to 50 letters, digits, '.', '-' or '_': it is sent as the User-Agent.");
        return "";
    }

    private static string ReadQueryTag(SettingsReader reader)
    {
        var tag = reader.Text(ConnectionKeys.QueryTag);
        if (tag.Length > LongestQueryTag) reader.Add(ConnectionKeys.QueryTag, $"'query_tag' may have at most {LongestQueryTag} characters.");
        return tag;
    }
}
