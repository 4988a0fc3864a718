using static Migration.Core.Errors.ErrorCodes;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Why an account does not let a connection in, or can't be reached: one sentence for each cause that a person mends in another place.</summary>
internal static class AccountErrors
{
    private const string Again = "The operation is tried again.";

    /// <summary>By Snowflake's code, whatever kind of answer it came with.</summary>
    private static readonly Dictionary<string, SnowflakeErrors.Row> s_codes = new SnowflakeErrors.Row[]
    {
        new("390144", DatabaseUnreadable, false, "Snowflake does not take the signed token: the key is not one of the user's, or account or user are others", "Compare user and account of the connection with DESC USER, and its RSA_PUBLIC_KEY_FP with the key's fingerprint; register the key with ALTER USER … SET RSA_PUBLIC_KEY."),
        new("390189", DatabaseUnreadable, false, "the role of the connection does not exist, or is not granted to the user", "Correct the role, or grant it to the user."),
        new("390198", DatabaseUnreadable, false, "the signed token counts as expired", "Set the clock of this machine: a token is signed anew long before its hour is over."),
        new("390201", ConfigInvalid, false, "the database, schema or warehouse of the connection does not exist, or the role may not use it", "Correct it, or grant the role its USAGE."),
        new("390302", DatabaseUnreadable, false, "the token was revoked", "Put a new one into the connection, or into its token_file_path."),
        new("390303", DatabaseUnreadable, false, "Snowflake does not take the token", "Put a valid one into the connection, or into its token_file_path, and compare the authenticator with its kind."),
        new("390318", DatabaseUnreadable, false, "the OAuth token has expired", "Have it renewed; a token_file_path is read again when it changes."),
        new("390422", DatabaseUnreadable, false, "a network policy does not let this machine in", "Have its address added to the policy of the account or user."),
    }.ToDictionary(row => row.Number);

    private static readonly SnowflakeErrors.Row s_refused = new("", DatabaseUnreadable, false, "Snowflake refuses this user", "Correct user, key or token in the connection.");
    private static readonly SnowflakeErrors.Row s_forbidden = new("", DatabaseUnreadable, false, "the account does not let this user use the SQL API", "Have the SQL API enabled for the account, and look at its network policies.");
    private static readonly SnowflakeErrors.Row s_absent = new("", ConfigInvalid, false, "there is no such account at this address", "Correct account or host of the connection: an account's identifier is ORGANIZATION-NAME.");
    private static readonly SnowflakeErrors.Row s_unreached = new("", DatabaseIo, true, "the account could not be reached", "Check account, host and proxy of the connection. " + Again);

    private static readonly Dictionary<HttpRequestError, SnowflakeErrors.Row> s_ways = new()
    {
        [HttpRequestError.NameResolutionError] = new("", DatabaseIo, true, "the account's host is unknown", "Correct account or host of the connection, or the machine's name service. " + Again),
        [HttpRequestError.ConnectionError] = new("", DatabaseIo, true, "the account's host does not take the connection", "Check host, port and proxy of the connection, and what firewalls let through. " + Again),
        [HttpRequestError.SecureConnectionError] = new("", DatabaseIo, true, "no TLS connection with the account's host comes about", "Check whether its certificate is trusted here, whether a proxy puts its own in its place, and mintls and maxtls of the connection. " + Again),
        [HttpRequestError.ProxyTunnelError] = new("", DatabaseIo, true, "the proxy does not let the connection through", "Check proxyhost, proxyport, proxyuser and proxypassword of the connection, and what the proxy allows. " + Again),
    };

    /// <summary>Null for a failure of another kind.</summary>
    public static SnowflakeErrors.Row? Find(DriverFailure failure) => s_codes.GetValueOrDefault(failure.Code) ?? failure switch
    {
        { Status: 403, Kind: DriverFailureKind.Authentication } => s_forbidden,
        { Kind: DriverFailureKind.Authentication } => s_refused,
        { Status: 404 } => s_absent,
        { Kind: DriverFailureKind.Unavailable } => WayOf(failure.Cause),
        _ => null,
    };

    private static SnowflakeErrors.Row WayOf(Exception cause)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException!)
        {
            if (inner is HttpRequestException http && s_ways.TryGetValue(http.HttpRequestError, out var way))
                return way;
        }
        return s_unreached;
    }
}
