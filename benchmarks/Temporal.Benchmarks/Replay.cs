using System.Diagnostics;
using Migration.Benchmarks;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Benchmarks;

/// <summary>A long history, recorded here and replayed from its first event.</summary>
internal static class Replay
{
    private const int EventsPerActivity = 6;
    private const int Times = 5;

    public static async Task MeasureAsync(TemporalClient client, int events, Report report)
    {
        var handle = await client.StartWorkflowAsync(
            (ManyActivitiesWorkflow workflow) => workflow.RunAsync(events / EventsPerActivity), new($"long-{Guid.NewGuid()}", Names.Queue));
        await handle.GetResultAsync();
        var history = await handle.FetchHistoryAsync();
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ManyActivitiesWorkflow>());
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var clock = Stopwatch.StartNew();
            await replayer.ReplayWorkflowAsync(history);
            seconds.Add(clock.Elapsed.TotalSeconds);
        }

        seconds.Sort();
        report.Row($"replay of a history of {history.Events.Count} events", $"{seconds[Times / 2]:N2} s (first {seconds[^1]:N2} s)", "≤ 0.5 s");
    }
}
