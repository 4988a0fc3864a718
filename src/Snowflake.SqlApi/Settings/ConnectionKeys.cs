namespace Snowflake.SqlApi.Settings;

/// <summary>The keys of a connection string: those of Snowflake.Data that mean something here, and token_file_path.</summary>
internal static class ConnectionKeys
{
    public const string Account = "account";
    public const string Host = "host";
    public const string Port = "port";
    public const string Scheme = "scheme";
    public const string User = "user";
    public const string Authenticator = "authenticator";
    public const string PrivateKeyFile = "private_key_file";
    public const string PrivateKey = "private_key";
    public const string PrivateKeyPassword = "private_key_pwd";
    public const string Token = "token";
    public const string TokenFile = "token_file_path";
    public const string Database = "db";
    public const string Schema = "schema";
    public const string Warehouse = "warehouse";
    public const string Role = "role";
    public const string Application = "application";
    public const string QueryTag = "query_tag";
    public const string UnderscoresInHost = "allowunderscoresinhost";
    public const string ConnectionTimeout = "connection_timeout";
    public const string RetryTimeout = "retry_timeout";
    public const string MaxRetries = "maxhttpretries";
    public const string DisableRetry = "disableretry";
    public const string UseProxy = "useproxy";
    public const string ProxyHost = "proxyhost";
    public const string ProxyPort = "proxyport";
    public const string ProxyUser = "proxyuser";
    public const string ProxyPassword = "proxypassword";
    public const string NonProxyHosts = "nonproxyhosts";
    public const string MinTls = "mintls";
    public const string MaxTls = "maxtls";

    public static IReadOnlyList<string> Supported { get; } =
    [
        Account, Host, Port, Scheme, User, Authenticator, PrivateKeyFile, PrivateKey, PrivateKeyPassword, Token, TokenFile,
        Database, Schema, Warehouse, Role, Application, QueryTag, UnderscoresInHost, ConnectionTimeout, RetryTimeout,
        MaxRetries, DisableRetry, UseProxy, ProxyHost, ProxyPort, ProxyUser, ProxyPassword, NonProxyHosts, MinTls, MaxTls,
    ];

    /// <summary>Why this driver can't take the key; null where the key is taken.</summary>
    public static string? Refusal(string key) =>
        Supported.Contains(key) ? null
        : key is "password" or "passcode" or "passcodeinpassword"
            ? $"'{key}' is refused: the SQL API knows no passwords. Use authenticator=snowflake_jwt with private_key_file, or a token."
        : key is "poolingenabled" or "maxpoolsize" or "minpoolsize" or "changedsession" or "waitingforidlesessiontimeout"
            or "expirationtimeout" or "client_session_keep_alive"
            ? $"'{key}' is refused: the SQL API has no sessions to pool. Remove the key."
        : $"'{key}' is not a key of this driver. It takes: {string.Join(", ", Supported)}.";
}
