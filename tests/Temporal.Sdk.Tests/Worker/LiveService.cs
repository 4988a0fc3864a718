using Temporal.EmbeddedServer;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>An embedded service and a client on it, in a folder of their own.</summary>
public sealed class LiveService : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sdk-worker-");
    private EmbeddedTemporalServer? server;

    internal TemporalClient Client { get; private set; } = null!;

    public Task InitializeAsync() => StartAsync(0);

    public async Task DisposeAsync()
    {
        await server!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Ends the service, runs the action, and starts it again at the same address.</summary>
    internal async Task RestartAsync(Func<Task> whileAway)
    {
        var port = new Uri($"http://{server!.Address}").Port;
        await server.DisposeAsync();
        await whileAway();
        await StartAsync(port, connect: false);
    }

    internal TemporalWorker Worker(string queue, Action<TemporalWorkerOptions> configure)
    {
        var options = new TemporalWorkerOptions(queue);
        configure(options);
        return new(Client, options);
    }

    private async Task StartAsync(int port, bool connect = true)
    {
        server = await EmbeddedTemporalServer.StartAsync(new()
        {
            DatabasePath = Path.Combine(folder.FullName, "temporal.db"),
            Port = port,
        });
        if (connect)
            Client = await TemporalClient.ConnectAsync(new(server.Address));
    }
}
