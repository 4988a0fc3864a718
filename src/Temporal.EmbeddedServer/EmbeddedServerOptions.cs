using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Temporal.EmbeddedServer;

/// <summary>Settings of an <see cref="EmbeddedTemporalServer"/>.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>The one file that holds everything; made if it is not there. One server at a time may have it open.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on. Any but a loopback one needs an <see cref="ApiKey"/>.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>What every call must carry as <c>authorization: Bearer …</c>; null lets every caller in.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Null means cleartext HTTP/2.</summary>
    public ServerTlsOptions? Tls { get; init; }

    /// <summary>
    /// The clock of all timers, timeouts and event times. With a <see cref="TimeSkipping.SkippableTime"/> the server offers
    /// TestService, by which clients skip time.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The identity of the worker that lives in the server's own process, the same in every process. What it had in flight
    /// when the process ended is known to be lost, and is given out again at once on the next start. Null where workers have
    /// processes of their own: they may have survived, so their timeouts decide.
    /// </summary>
    public string? HostedWorkerIdentity { get; init; }

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
