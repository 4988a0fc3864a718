using System.Net;
using System.Text.RegularExpressions;
using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Http;

/// <summary>Makes the HTTP client of a data source.</summary>
internal static class HttpClients
{
    private static readonly string Version = typeof(HttpClients).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";

    public static HttpClient For(ConnectionSettings settings)
    {
        var client = new HttpClient(Handler(settings)) { BaseAddress = settings.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        client.DefaultRequestHeaders.Add("User-Agent", $"{settings.Application}/{Version}");
        return client;
    }

    private static SocketsHttpHandler Handler(ConnectionSettings settings) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = settings.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        SslOptions = { EnabledSslProtocols = settings.Tls },
        // Without a proxy of its own a connection uses the machine's (HTTPS_PROXY, NO_PROXY); a server on this machine has none.
        UseProxy = settings.Proxy is not null || !settings.Endpoint.IsLoopback,
        Proxy = settings.Proxy is null ? null : Proxy(settings.Proxy),
    };

    private static WebProxy Proxy(ProxySettings proxy) => new(proxy.Address)
    {
        Credentials = proxy.User.Length > 0 ? new NetworkCredential(proxy.User, proxy.Password) : null,
        BypassList = [.. proxy.Bypass.Select(Pattern)],
    };

    /// <summary>WebProxy matches patterns with scheme, host and port; what the user wrote is a host with stars.</summary>
    private static string Pattern(string host) =>
        $"^https?://{Regex.Escape(host).Replace("\\*", ".*", StringComparison.Ordinal)}(:[0-9]+)?/?$";
}
