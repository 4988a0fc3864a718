using System.Data.Common;
using System.Globalization;
using System.Net;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// The keys of a connection string that Snowflake.Data has a use for without a person at the machine. It would pass over
/// any other in silence, so each is refused here by its name.
/// </summary>
internal static class DriverKeys
{
    public const string Pooling = "poolingenabled";

    private static readonly string[] s_keys =
    [
        "account", "allowcertificateswithoutcrlurl", "allowunderscoresinhost", "application", "authenticator", "certrevocationcheckmode", "changedsession",
        "client_session_keep_alive", "client_telemetry_enabled", "connection_timeout", "crldownloadmaxsize", "crldownloadtimeout", "db", "disablequerycontextcache",
        "disableretry", "enablecrldiskcaching", "enablecrlinmemorycaching", "expirationtimeout", "file_transfer_memory_threshold", "forceretryon404",
        "gcs_use_downscoped_credential", "host", "includeretryreason", "maxhttpretries", "maxpoolsize", "maxtls", "minpoolsize", "mintls", "nonproxyhosts",
        "oauthclientid", "oauthclientsecret", "oauthscope", "oauthtokenrequesturl", "passcode", "passcodeinpassword", "password", Pooling, "port",
        "private_key", "private_key_file", "private_key_pwd", "proxyhost", "proxypassword", "proxyport", "proxyuser", "query_tag", "retry_timeout", "role",
        "schema", "scheme", "service_point_connection_limit", "token", "useproxy", "user", "validate_default_parameters", "waitingforidlesessiontimeout", "warehouse",
        "workload_identity_entra_resource", "workload_identity_provider", "workload_impersonation_path",
    ];

    /// <summary>The driver reads these from the string itself, where nothing but the quotes of SQL may stand around a name.</summary>
    private static readonly string[] s_names = ["db", "schema", "warehouse", "role"];

    private static readonly string[] s_authenticators =
        ["snowflake_jwt", "oauth", "oauth_client_credentials", "programmatic_access_token", "snowflake", "workload_identity"];

    /// <summary>The account's address; fails with all that is wrong at once.</summary>
    public static string Check(string connectionString)
    {
        var keys = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var problems = keys.Keys!.Cast<string>().Select(key => key.ToLowerInvariant()).Where(key => !s_keys.Contains(key)).Select(Refusal).ToList();
        if (Value(keys, "account").Length == 0)
            problems.Add("'account' is missing: the account's identifier, as in its address.");
        if (!s_authenticators.Contains(Value(keys, "authenticator").ToLowerInvariant()))
            problems.Add($"'authenticator' must be one of: {string.Join(", ", s_authenticators)}.");
        var host = Host(keys);
        if (Value(keys, "scheme").Equals("http", StringComparison.OrdinalIgnoreCase) && !IsLoopback(host))
            problems.Add($"'scheme=http' is refused for host '{host}': credentials and rows travel over TLS; only a loopback address may do without.");
        return problems.Count == 0 ? host : throw new ConnectionRefusedException(string.Join(' ', problems));
    }

    /// <summary>
    /// With what the connector needs where nothing is said: sessions are kept, for a login before each statement would
    /// take longer than most, and no telemetry is sent.
    /// </summary>
    public static string Completed(string connectionString)
    {
        var keys = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (var (key, value) in new[] { (Pooling, "true"), ("minpoolsize", "0"), ("maxpoolsize", "64"), ("client_telemetry_enabled", "false") })
        {
            if (!keys.ContainsKey(key))
                keys[key] = value;
        }
        var names = s_names.Where(keys.ContainsKey).Select(key => $"{key}={keys[key]}").ToList();
        foreach (var key in s_names)
            keys.Remove(key);
        return string.Join(';', [keys.ConnectionString, .. names]);
    }

    private static string Refusal(string key) => key == "token_file_path"
        ? "'token_file_path' is refused: Snowflake.Data reads no token from a file. Use 'token', or a key."
        : $"'{key}' is not a key of this driver. It takes: {string.Join(", ", s_keys)}.";

    private static string Host(DbConnectionStringBuilder keys)
    {
        if (Value(keys, "host") is { Length: > 0 } host)
            return host;
        var account = Value(keys, "account").ToLowerInvariant();
        return (bool.TryParse(Value(keys, "allowunderscoresinhost"), out var keeps) && keeps ? account : account.Replace('_', '-')) + ".snowflakecomputing.com";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string Value(DbConnectionStringBuilder keys, string key) =>
        keys.TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";
}
