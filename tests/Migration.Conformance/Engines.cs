namespace Migration.Conformance;

/// <summary>The engines that the suite holds for, as source and as target of each other.</summary>
public static class Engines
{
    public static IReadOnlyList<string> Kinds { get; } = ["sqlite", "postgres"];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var source in Kinds)
                foreach (var target in Kinds)
                    pairs.Add(source, target);
            return pairs;
        }
    }
}
