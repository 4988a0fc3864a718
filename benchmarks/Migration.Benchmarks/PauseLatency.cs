using System.Diagnostics;
using Migration.Client;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Benchmarks;

/// <summary>From the moment that a pause is asked for until the execution says PAUSED, with the default batch size.</summary>
internal static class PauseLatency
{
    private const int Repetitions = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static async Task MeasureAsync(Bench bench, Report report)
    {
        var (effects, commands) = (new List<double>(), new List<double>());
        using var product = Product.Start(bench);
        var client = new MigrationClient(await TemporalClient.ConnectAsync(new(product.Address)));
        var plan = product.Plan();
        while (effects.Count < Repetitions || commands.Count < Repetitions)
        {
            bench.DeleteTarget();
            var execution = product.Run("migrate", "execute", plan).GetProperty("executionId").GetString()!;
            while (await MovesAsync(bench, client, execution))
            {
                var clock = Stopwatch.StartNew();
                var times = effects.Count <= commands.Count ? effects : commands;
                if (!(times == effects ? await PauseAsync(client, execution) : product.TryRun("migrate", "pause", execution, "--wait") is not null)) break;
                times.Add(clock.Elapsed.TotalSeconds);
                product.Run("migrate", "resume", execution, "--wait");
            }

            product.Run("migrate", "rollback", execution, "--wait");
        }

        report.Row($"pause, request to PAUSED: p95 of {effects.Count}", $"{Figures.Quantile(effects, 0.95):F2} s (median {Figures.Median(effects):F2} s)", "≤ 1 s");
        report.Row($"the command `pause --wait`, its own start included: p95 of {commands.Count}", $"{Figures.Quantile(commands, 0.95):F2} s (median {Figures.Median(commands):F2} s)");
    }

    /// <summary>Waits for the next range; false where the copy is over.</summary>
    private static async Task<bool> MovesAsync(Bench bench, MigrationClient client, string execution)
    {
        var before = Ledger.Ranges(bench.Target, execution);
        while (Ledger.Ranges(bench.Target, execution) <= before + 1)
        {
            var view = await client.GetAsync(execution, CancellationToken.None);
            if (view.RowsProcessed >= view.RowsTotal && view.RowsTotal > 0) return false;
            await Task.Delay(Look);
        }

        return true;
    }

    private static async Task<bool> PauseAsync(MigrationClient client, string execution)
    {
        var request = new OperatorRequest { Id = Guid.NewGuid().ToString("N"), By = "benchmark" };
        var outcome = await client.RequestAsync(execution, MigrationSignal.Pause, request, CancellationToken.None);
        if (outcome.Verdict == SignalVerdict.Refused) return false;
        while (true)
        {
            var view = await client.GetAsync(execution, CancellationToken.None);
            if (view.Status == ExecutionStatus.Paused) return true;
            if (view.Settled) return false;
            await Task.Delay(Look);
        }
    }
}
