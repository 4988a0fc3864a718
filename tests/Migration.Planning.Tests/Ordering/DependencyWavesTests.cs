using FsCheck;
using FsCheck.Fluent;

namespace Migration.Planning.Tests.Ordering;

public class DependencyWavesTests
{
    [Fact]
    public void Of_NoReferences_IsOneWaveByName() => Assert.Equal("a b c", Waves("c", "a", "b"));

    [Fact]
    public void Of_AChain_IsOneWaveEach() => Assert.Equal("a | b | c", Waves("c>b", "b>a", "a"));

    [Fact]
    public void Of_ADiamond_PutsTheMiddleTogether() => Assert.Equal("a | b c | d", Waves("d>b,c", "b>a", "c>a", "a"));

    [Fact]
    public void Of_ASelfReference_IsNoObstacle() => Assert.Equal("a", Waves("a>a"));

    [Fact]
    public void Of_AMutualReference_SharesAWave() => Assert.Equal("z | a b | c", Waves("a>b", "b>a,z", "c>a", "z"));

    [Fact]
    public void Of_ALongCycleWithBranches_SharesAWave() => Assert.Equal("a b c d | e", Waves("a>b", "b>c", "c>d", "d>a", "e>c"));

    [Fact]
    public void Of_AReferenceToAStranger_IsNoObstacle() => Assert.Equal("a", Waves("a>elsewhere"));

    [Fact]
    public void Of_TenThousandInAChain_IsNoDeepRecursion()
    {
        var chain = Enumerable.Range(0, 10_000).ToDictionary(Name, i => (IReadOnlyList<string>)(i == 0 ? [] : [Name(i - 1)]));

        Assert.Equal(10_000, DependencyWaves.Of(chain).Count);
    }

    [Fact]
    public void Of_AnyReferences_ComesAfterAllThatItRefersTo() =>
        Prop.ForAll(Graphs.ToArbitrary(), graph =>
        {
            var waves = DependencyWaves.Of(graph);
            var wave = waves.SelectMany((names, i) => names.Select(n => (n, i))).ToDictionary(x => x.n, x => x.i);
            var complete = wave.Count == graph.Count;
            var ordered = graph.All(t => t.Value.All(r => wave[r] < wave[t.Key] || (wave[r] == wave[t.Key] && Reaches(graph, r, t.Key))));
            return complete && ordered;
        }).QuickCheckThrowOnFailure();

    private static readonly Gen<Dictionary<string, IReadOnlyList<string>>> Graphs =
        from size in Gen.Choose(1, 8)
        from edges in Gen.Choose(0, size - 1).Two().ListOf()
        select Enumerable.Range(0, size).ToDictionary(
            Name,
            i => (IReadOnlyList<string>)[.. edges.Where(e => e.Item1 == i).Select(e => Name(e.Item2)).Distinct()]);

    private static bool Reaches(Dictionary<string, IReadOnlyList<string>> graph, string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var name))
            if (name == to) return true;
            else if (seen.Add(name)) foreach (var next in graph[name]) open.Enqueue(next);
        return false;
    }

    private static string Name(int i) => $"t{i:D5}";

    // "c>a,b" is a table c that refers to a and b.
    private static string Waves(params string[] tables)
    {
        var references = tables.Select(t => t.Split('>')).ToDictionary(t => t[0], t => (IReadOnlyList<string>)(t.Length == 1 ? [] : t[1].Split(',')));
        return string.Join(" | ", DependencyWaves.Of(references).Select(wave => string.Join(' ', wave)));
    }
}
