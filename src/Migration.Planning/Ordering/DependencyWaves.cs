namespace Migration.Planning;

/// <summary>
/// Puts tables into waves: a table comes after all that it refers to; tables that refer to each other in a cycle come together.
/// Kahn's algorithm over the strongly connected components, so the same plan always gives the same waves.
/// </summary>
public static class DependencyWaves
{
    /// <param name="references">For each table the tables that it refers to; references to itself or to tables that are not keys play no part.</param>
    /// <returns>Each wave in ordinal order of names.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> references)
    {
        var components = StronglyConnected.Components(references);
        var componentOf = components.SelectMany((members, i) => members.Select(m => (m, i))).ToDictionary(x => x.m, x => x.i, StringComparer.Ordinal);
        var waiting = Enumerable.Range(0, components.Count).ToDictionary(i => i, i => Outside(i, components[i], references, componentOf));
        var waves = new List<IReadOnlyList<string>>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(w => w.Value.Count == 0).Select(w => w.Key).ToList();
            waves.Add([.. ready.SelectMany(i => components[i]).Order(StringComparer.Ordinal)]);
            foreach (var index in ready) waiting.Remove(index);
            foreach (var rest in waiting.Values) rest.ExceptWith(ready);
        }

        return waves;
    }

    private static HashSet<int> Outside(
        int index,
        IReadOnlyList<string> members,
        IReadOnlyDictionary<string, IReadOnlyList<string>> references,
        Dictionary<string, int> componentOf) =>
        [.. members.SelectMany(m => references[m]).Where(componentOf.ContainsKey).Select(r => componentOf[r]).Where(c => c != index)];
}
