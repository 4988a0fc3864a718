using System.Net;

namespace Snowflake.SqlApi.Settings;

/// <summary>The address of the account: TLS always, but for a server on this machine.</summary>
internal static class EndpointSettings
{
    private static readonly Uri Nowhere = new("https://localhost");

    public static Uri Read(SettingsReader reader)
    {
        var scheme = reader.Choice(ConnectionKeys.Scheme, "https", ("https", "https"), ("http", "http"));
        var host = Host(reader);
        var port = reader.Number(ConnectionKeys.Port, 443, 1, 65_535);
        if (scheme == "http" && !IsLoopback(host))
            reader.Add(ConnectionKeys.Scheme, $"'scheme=http' is refused for host '{host}': credentials and rows travel over TLS; only a loopback address may do without.");
        if (Uri.TryCreate($"{scheme}://{host}:{port}", UriKind.Absolute, out var address) && address.AbsolutePath == "/" && address.Query.Length == 0 && address.UserInfo.Length == 0)
            return address;
        if (reader.Has(ConnectionKeys.Account) || reader.Has(ConnectionKeys.Host))
            reader.Add(ConnectionKeys.Host, $"'{host}' is not a host name.");
        return Nowhere;
    }

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string Host(SettingsReader reader)
    {
        var host = reader.Text(ConnectionKeys.Host);
        var underscores = reader.Flag(ConnectionKeys.UnderscoresInHost);
        if (host.Length > 0) return host;
        var account = reader.Text(ConnectionKeys.Account).ToLowerInvariant();
        return (underscores ? account : account.Replace('_', '-')) + ".snowflakecomputing.com";
    }
}
