namespace Migration.Conformance;

/// <summary>The engines that the suite holds for, as source and as target of each other.</summary>
public static class Engines
{
    private static readonly (string Source, string Target)[] s_withSnowflake = [("sqlite", "snowflake"), ("snowflake", "sqlite"), ("postgres", "snowflake")];

    public static IReadOnlyList<string> Kinds { get; } = ["sqlite", "postgres"];

    public static TheoryData<string, string> Pairs => With([]);

    /// <summary>Snowflake's beside them, where names without quotes mean the same on both sides: columns of Snowflake arrive in PostgreSQL in upper case.</summary>
    public static TheoryData<string, string> PairsOfOneCase => With(s_withSnowflake);

    public static TheoryData<string, string> PairsOfOneCaseAndWithinSnowflake => With([.. s_withSnowflake, ("snowflake", "snowflake")]);

    public static TheoryData<string, string> PairsWithSnowflake => With([.. s_withSnowflake, ("snowflake", "postgres"), ("snowflake", "snowflake")]);

    private static TheoryData<string, string> With((string Source, string Target)[] further)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var source in Kinds)
            foreach (var target in Kinds)
                pairs.Add(source, target);
        foreach (var (source, target) in further)
            pairs.Add(source, target);
        return pairs;
    }
}
