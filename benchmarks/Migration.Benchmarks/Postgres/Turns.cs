namespace Migration.Benchmarks.Postgres;

/// <summary>Medians of what ran turn by turn; of memory the most.</summary>
internal sealed record Turns(double Seconds, double Copy, double Validation, double Memory, IReadOnlyDictionary<string, (double Seconds, double Memory)> Peers)
{
    public static Turns Of(IReadOnlyList<ProductRun> runs, IReadOnlyDictionary<string, List<(double Seconds, double Memory)>> peers) => new(
        Figures.Median(runs.Select(run => run.Seconds)),
        Figures.Median(runs.Select(run => run.Copy)),
        Figures.Median(runs.Select(run => run.Validation)),
        runs.Max(run => run.Memory),
        peers.ToDictionary(peer => peer.Key, peer => (Figures.Median(peer.Value.Select(run => run.Seconds)), peer.Value.Max(run => run.Memory))));
}
