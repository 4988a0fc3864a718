namespace Snowflake.SqlApi.Settings;

/// <summary>The proxy keys: nothing without useproxy=true, a host and a port with it.</summary>
internal static class ProxyRules
{
    private static readonly string[] Keys =
        [ConnectionKeys.ProxyHost, ConnectionKeys.ProxyPort, ConnectionKeys.ProxyUser, ConnectionKeys.ProxyPassword, ConnectionKeys.NonProxyHosts];

    public static ProxySettings? Read(SettingsReader reader)
    {
        if (reader.Flag(ConnectionKeys.UseProxy)) return ReadProxy(reader);
        foreach (var key in Keys)
            if (reader.Has(key))
                reader.Add(key, $"'{key}' has no meaning without useproxy=true.");
        return null;
    }

    private static ProxySettings? ReadProxy(SettingsReader reader)
    {
        var host = reader.Required(ConnectionKeys.ProxyHost, "useproxy=true needs the proxy's host");
        if (!reader.Has(ConnectionKeys.ProxyPort)) reader.Add(ConnectionKeys.ProxyPort, "'proxyport' is missing: useproxy=true needs the proxy's port.");
        var port = reader.Number(ConnectionKeys.ProxyPort, 1, 1, 65_535);
        if (!Uri.TryCreate($"http://{host}:{port}", UriKind.Absolute, out var address))
        {
            if (host.Length > 0) reader.Add(ConnectionKeys.ProxyHost, $"'{host}' is not a host name.");
            return null;
        }

        return new()
        {
            Address = address,
            User = reader.Text(ConnectionKeys.ProxyUser),
            Password = reader.Text(ConnectionKeys.ProxyPassword),
            Bypass = reader.Text(ConnectionKeys.NonProxyHosts).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }
}
