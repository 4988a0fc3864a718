using System.Diagnostics;
using Migration.Benchmarks;
using Temporalio.Client;

namespace Temporal.Benchmarks;

/// <summary>Workflows of one activity, each started by a client and waited for until its result is there.</summary>
internal sealed class Load(TemporalClient client, IReadOnlyList<PartProcess> service)
{
    public TemporalClient Client => client;

    /// <summary>Runs workflows, a number of them at once; milliseconds of each, ascending.</summary>
    public async Task<List<double>> RunAsync(int workflows, int inFlight)
    {
        var left = workflows;
        var times = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Interlocked.Decrement(ref left) >= 0)
                own.Add(await RunOneAsync());
            return own;
        })));
        return [.. times.SelectMany(own => own).Order()];
    }

    public async Task MeasureIdleAsync(int runs, Report report)
    {
        var flushes = await service[0].FlushesAsync();
        var times = await RunAsync(runs, inFlight: 1);
        report.Row("one workflow on an idle server, start to result: p50", $"{At(times, 0.5):N1} ms (p95 {At(times, 0.95):N1} ms)", "≤ 25 ms");
        report.Row("flushes per workflow, idle", $"{(await service[0].FlushesAsync() - flushes) / (double)runs:N2}");
    }

    public async Task MeasureThroughputAsync(int workflows, int inFlight, Report report)
    {
        var flushes = await service[0].FlushesAsync();
        var spent = service.Sum(part => part.ProcessorSeconds());
        var own = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        var clock = Stopwatch.StartNew();
        var times = await RunAsync(workflows, inFlight);
        var seconds = clock.Elapsed.TotalSeconds;
        report.Row($"workflows per second, {inFlight} in flight", $"{workflows / seconds:N0} (p50 {At(times, 0.5):N0} ms, p99 {At(times, 0.99):N0} ms)", "≥ 200");
        report.Row($"flushes per workflow, {inFlight} in flight", $"{(await service[0].FlushesAsync() - flushes) / (double)workflows:N2}");
        report.Row(
            "processor time per workflow",
            $"{(service.Sum(part => part.ProcessorSeconds()) - spent) / workflows * 1000:N2} ms server and worker, {(Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - own) / workflows * 1000:N2} ms client");
        report.Row($"memory of server and worker after {workflows} workflows", $"{service.Sum(part => part.Megabytes("VmRSS")):N0} MB (peak {service.Sum(part => part.Megabytes("VmHWM")):N0} MB)", "≤ 250 MB");
    }

    private static double At(List<double> ascending, double part) => ascending[(int)(ascending.Count * part)];

    private async Task<double> RunOneAsync()
    {
        var clock = Stopwatch.StartNew();
        await client.ExecuteWorkflowAsync((OneActivityWorkflow workflow) => workflow.RunAsync("hello"), new(Guid.NewGuid().ToString(), Names.Queue));
        return clock.Elapsed.TotalMilliseconds;
    }
}
