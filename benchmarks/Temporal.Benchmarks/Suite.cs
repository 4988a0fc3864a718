using Migration.Benchmarks;
using Temporalio.Client;

namespace Temporal.Benchmarks;

/// <summary>All measurements, in one go on one server.</summary>
internal static class Suite
{
    private const int InFlight = 100;
    private const int WarmUp = 500;
    private const int IdleRuns = 300;
    private const int HistoryEvents = 10_000;

    /// <param name="apart">Server and worker in two processes, not in one as in the product's embedded host.</param>
    public static async Task RunAsync(int workflows, bool apart)
    {
        var folder = Directory.CreateTempSubdirectory("temporal-bench-");
        try
        {
            var report = new Report();
            report.Line($"{Machine.Describe(folder.FullName)} {(apart ? "Server and worker in a process each" : "Server and worker in one process")}, the client in another.");
            var file = Path.Combine(folder.FullName, "temporal.db");
            await MeasureAsync(file, workflows, apart, report);
            report.Row("disk per workflow, history and visibility", $"{new FileInfo(file).Length / (double)(workflows + WarmUp):N0} bytes");
            report.Print();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string file, int workflows, bool apart, Report report)
    {
        await using var server = await PartProcess.StartAsync(apart ? "server" : "host", file);
        await using var worker = apart ? await PartProcess.StartAsync("worker", server.Address) : null;
        var load = new Load(await TemporalClient.ConnectAsync(new(server.Address)), apart ? [server, worker!] : [server]);
        await load.RunAsync(WarmUp, InFlight);
        await load.MeasureIdleAsync(IdleRuns, report);
        await load.MeasureThroughputAsync(workflows, InFlight, report);
        await Replay.MeasureAsync(load.Client, HistoryEvents, report);
    }
}
