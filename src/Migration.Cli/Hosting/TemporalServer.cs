using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Migration.Cli.Errors;
using Migration.Core.Configuration;
using Migration.Worker;
using Temporal.EmbeddedServer;

namespace Migration.Cli.Hosting;

/// <summary>The embedded Temporal server in this process, durable in the home folder.</summary>
internal sealed class TemporalServer : IAsyncDisposable
{
    private readonly EmbeddedTemporalServer _server;
    private readonly ILoggerFactory _logs;

    private TemporalServer(EmbeddedTemporalServer server, ILoggerFactory logs) => (_server, _logs) = (server, logs);

    public string Address => _server.Address;

    /// <param name="port">0 takes any free one.</param>
    /// <param name="hostedWorker">The identity of the worker in this process; null where workers run elsewhere.</param>
    public static async Task<TemporalServer> StartAsync(HomeFolder home, int port, ServerAccess access, string? hostedWorker, TimeProvider clock)
    {
        var logs = LoggerFactory.Create(builder => builder.AddMigrationLogging(new WorkerLogOptions { Folder = home.Logs }));
        try
        {
            return new(await EmbeddedTemporalServer.StartAsync(new EmbeddedServerOptions
            {
                DatabasePath = home.ServerDatabase,
                Port = port,
                ListenAddress = access.Listen,
                ApiKey = access.ApiKey,
                Tls = access.Tls,
                TimeProvider = clock,
                HostedWorkerIdentity = hostedWorker,
                LoggerFactory = logs,
            }), logs);
        }
        catch (IOException error) when (IsInUse(error))
        {
            logs.Dispose();
            throw new CliException(
                CliErrorCodes.PortInUse, $"Another program listens on port {port} of this machine.", "Choose another --temporal-port; 0 takes any free one.", error);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            logs.Dispose();
            throw new CliException(CliErrorCodes.Usage, error.Message, "Correct the files of --api-key-file, --tls-certificate, --tls-key and --tls-client-ca.", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _logs.Dispose();
    }

    private static bool IsInUse(Exception? error) =>
        error is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (error?.InnerException is { } inner && IsInUse(inner));
}
