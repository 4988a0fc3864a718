using System.Net;
using Microsoft.Extensions.Logging;

namespace Temporal.EmbeddedServer.Security;

/// <summary>Where a server may listen.</summary>
internal static class ListenRules
{
    /// <exception cref="ArgumentException">Others could reach the server, and it would let everybody in.</exception>
    public static void Check(EmbeddedServerOptions options, ILogger logger)
    {
        if (options.ApiKey is { Length: 0 })
        {
            throw new ArgumentException("The API key is empty: give one, or none and listen on a loopback address.");
        }

        if (IPAddress.IsLoopback(options.ListenAddress))
        {
            return;
        }

        if (options.ApiKey is null)
        {
            throw new ArgumentException(
                $"To listen on {options.ListenAddress} the server needs an API key, because other machines can reach it there; or listen on a loopback address.");
        }

        if (options.Tls is null)
        {
            logger.LogWarning("The server listens on {Address} without TLS: API key and data travel in the clear.", options.ListenAddress);
        }
    }
}
