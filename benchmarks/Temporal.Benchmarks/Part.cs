using Temporal.EmbeddedServer;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Benchmarks;

/// <summary>
/// What runs in a process of its own: server, worker, or both as in the product's embedded host. It answers each line of
/// its standard input with the number of flushes so far, and ends with it.
/// </summary>
internal static class Part
{
    /// <param name="place">The server's file; for a worker alone, the server's address.</param>
    public static async Task RunAsync(string role, string place)
    {
        using var flushes = new Flushes();
        await using var server = role == "worker" ? null : await EmbeddedTemporalServer.StartAsync(new() { DatabasePath = place });
        var address = server?.Address ?? place;
        using var stop = new CancellationTokenSource();
        var working = role == "server" ? Task.CompletedTask : WorkAsync(address, stop.Token);
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
            Console.WriteLine(flushes.Count);
        await stop.CancelAsync();
        await working;
    }

    private static async Task WorkAsync(string address, CancellationToken stop)
    {
        using var worker = new TemporalWorker(
            await TemporalClient.ConnectAsync(new(address)),
            new TemporalWorkerOptions(Names.Queue)
                .AddWorkflow<OneActivityWorkflow>().AddWorkflow<ManyActivitiesWorkflow>().AddActivity(Echo.Say));
        try
        {
            await worker.ExecuteAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The benchmark is over.
        }
    }
}
