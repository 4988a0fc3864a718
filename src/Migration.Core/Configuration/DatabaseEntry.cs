namespace Migration.Core.Configuration;

/// <summary>One entry of the configuration's <c>databases</c>. Its values may hold secrets: never log or print them.</summary>
/// <param name="Name">The name that plans use.</param>
/// <param name="Kind">The connector: <c>sqlite</c>, <c>postgres</c>.</param>
/// <param name="Values">The other keys of the entry; <c>path</c> is absolute.</param>
public sealed record DatabaseEntry(string Name, string Kind, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Name and kind alone, so that no secret leaks through a log line.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}
