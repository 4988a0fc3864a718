namespace Migration.EndToEnd.Crashes;

/// <summary>The kills that counted: the process lived and the execution was unfinished.</summary>
internal sealed class CrashTally
{
    private readonly Dictionary<CrashMoment, int> kills = Enum.GetValues<CrashMoment>().ToDictionary(moment => moment, _ => 0);
    private readonly SortedDictionary<string, int> faults = new(StringComparer.Ordinal);

    public int Total => kills.Values.Sum();

    public bool HasEvery => kills.Values.All(count => count > 0);

    public void Add(CrashMoment moment, string fault)
    {
        kills[moment]++;
        faults[fault] = faults.GetValueOrDefault(fault) + 1;
    }

    public override string ToString() =>
        $"{Total} kills: {string.Join(", ", kills.Select(pair => $"{pair.Value} in {pair.Key.ToString().ToLowerInvariant()}"))}; "
        + string.Join(", ", faults.Select(pair => $"{pair.Value} × {pair.Key}"));
}
