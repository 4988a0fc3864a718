namespace Migration.EndToEnd.Crashes;

/// <summary>The kills that counted: the process lived and the execution was unfinished.</summary>
internal sealed class CrashTally
{
    private readonly Dictionary<CrashMoment, int> kills = Enum.GetValues<CrashMoment>().ToDictionary(moment => moment, _ => 0);

    public int Total => kills.Values.Sum();

    public bool HasEvery => kills.Values.All(count => count > 0);

    public void Add(CrashMoment moment) => kills[moment]++;

    public override string ToString() =>
        $"{Total} kills: {string.Join(", ", kills.Select(pair => $"{pair.Value} in {pair.Key.ToString().ToLowerInvariant()}"))}";
}
