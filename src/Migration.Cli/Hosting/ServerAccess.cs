using System.Net;
using Temporal.EmbeddedServer;

namespace Migration.Cli.Hosting;

/// <summary>From where, and by whom, a server can be reached.</summary>
internal sealed record ServerAccess(IPAddress Listen, string? ApiKey, ServerTlsOptions? Tls)
{
    /// <summary>By every program of this machine.</summary>
    public static ServerAccess Local { get; } = new(IPAddress.Loopback, null, null);
}
