using Temporal.EmbeddedServer;
using Temporalio.Client;

namespace Temporal.Interop.Pairs;

/// <summary>An embedded server, a client of ours on it, and node beside it.</summary>
public sealed class PairService : IAsyncLifetime
{
    private EmbeddedTemporalServer? server;

    public string? Missing { get; private set; }

    public TemporalClient Client { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("interop-pairs-").FullName;

    public async Task InitializeAsync()
    {
        Missing = await Node.MissingAsync();
        if (Missing is not null)
        {
            return;
        }

        await Node.InstallAsync();
        server = await EmbeddedTemporalServer.StartAsync(new() { DatabasePath = Path.Combine(Folder, "temporal.db") });
        Client = await TemporalClient.ConnectAsync(new(server.Address));
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal Task<NodeResult> RunAsync(string script, string queue, Task? inputEnds = null) =>
        Node.RunAsync("node", [script], new() { ["TEMPORAL_ADDRESS"] = server!.Address, ["TASK_QUEUE"] = queue }, inputEnds);
}
