using Temporalio.Client;
using Xunit.Abstractions;

namespace Temporal.Faults;

/// <summary>Server and worker are killed at random instants under load: every workflow ends right, nothing that was answered is lost or done twice.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Lanes = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task KillOfServerOrWorker_AtAnyInstant_LosesNothingAndRepeatsNothing()
    {
        var plan = FaultPlan.FromEnvironment;
        Say($"seed {plan.Seed} (TEMPORAL_FAULT_SEED={plan.Seed} TEMPORAL_FAULT_KILLS={plan.Kills} repeats it)");
        await using var fleet = await Fleet.StartAsync();
        // Connected before the first kill: a client that never was connected says so by another exception than one that lost its server.
        var orders = new Orders(await TemporalClient.ConnectAsync(new(fleet.Address)));
        using var enough = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        var lanes = Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(orders, lane, enough.Token, giveUp.Token)).ToArray();
        var load = Task.WhenAll(lanes);
        var firstToFail = Task.WhenAny(lanes);

        var tally = await KillAsync(fleet, new Random(plan.Seed), plan.Kills, firstToFail);
        await enough.CancelAsync();
        giveUp.CancelAfter(Patience);
        var ended = await load;

        Say($"{tally}; {ended.Sum()} workflows with their children ended right");
        Assert.True(ended.Sum() >= Lanes);
    }

    /// <summary>One workflow after the other until the kills are over; how many there were.</summary>
    private static async Task<int> RunLaneAsync(Orders orders, int lane, CancellationToken enough, CancellationToken giveUp)
    {
        var ended = 0;
        do
        {
            await orders.RunAsync(lane + (Lanes * ended), giveUp);
            ended++;
        }
        while (!enough.IsCancellationRequested);

        return ended;
    }

    /// <summary>The one place where time passes on purpose: an instant within <see cref="LongestPause"/>. A lane ends early only by failing.</summary>
    private static async Task<string> KillAsync(Fleet fleet, Random random, int kills, Task laneEnded)
    {
        var (servers, workers) = (0, 0);
        while (servers + workers < kills && !laneEnded.IsCompleted)
        {
            await Task.Delay(LongestPause * random.NextDouble());
            if (random.Next(3) < 2)
            {
                await fleet.KillServerAsync();
                servers++;
            }
            else
            {
                await fleet.KillWorkerAsync();
                workers++;
            }
        }

        return $"{servers} kills of the server, {workers} of the worker";
    }

    private void Say(string text)
    {
        Console.WriteLine($"fault test: {text}");
        output.WriteLine(text);
    }
}
