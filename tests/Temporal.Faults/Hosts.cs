using Temporal.EmbeddedServer;
using Temporal.Faults.Load;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Faults;

/// <summary>What the killed processes do until they are killed.</summary>
internal static class Hosts
{
    public static async Task ServeAsync(string file, int port)
    {
        await using var server = await EmbeddedTemporalServer.StartAsync(new() { DatabasePath = file, Port = port });
        Console.WriteLine($"server {server.Address}");
        await Task.Delay(Timeout.Infinite);
    }

    public static async Task WorkAsync(string address)
    {
        var client = await TemporalClient.ConnectAsync(new(address));
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions(OrderWorkflow.Queue)
            .AddWorkflow<OrderWorkflow>()
            .AddWorkflow<PartWorkflow>()
            .AddAllActivities(typeof(OrderActivities), null));
        Console.WriteLine($"worker of {address}");
        await worker.ExecuteAsync(CancellationToken.None);
    }
}
