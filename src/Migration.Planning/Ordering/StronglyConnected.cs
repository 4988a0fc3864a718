namespace Migration.Planning;

/// <summary>Strongly connected components after Tarjan (1972), with an own stack: a chain of ten thousand tables is no deep recursion.</summary>
internal sealed class StronglyConnected
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> references;
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> low = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly Stack<string> path = new();
    private readonly List<IReadOnlyList<string>> components = [];

    private StronglyConnected(IReadOnlyDictionary<string, IReadOnlyList<string>> references) => this.references = references;

    public static IReadOnlyList<IReadOnlyList<string>> Components(IReadOnlyDictionary<string, IReadOnlyList<string>> references)
    {
        var search = new StronglyConnected(references);
        foreach (var name in references.Keys.Order(StringComparer.Ordinal))
            if (!search.index.ContainsKey(name))
                search.Visit(name);
        return search.components;
    }

    private void Visit(string start)
    {
        var work = new Stack<(string Name, IEnumerator<string> Next)>();
        work.Push(Open(start));
        while (work.Count > 0)
        {
            var (name, next) = work.Peek();
            if (next.MoveNext())
            {
                Follow(name, next.Current, work);
                continue;
            }

            work.Pop();
            if (work.Count > 0) low[work.Peek().Name] = Math.Min(low[work.Peek().Name], low[name]);
            if (low[name] == index[name]) Close(name);
        }
    }

    private void Follow(string name, string other, Stack<(string Name, IEnumerator<string> Next)> work)
    {
        if (!references.ContainsKey(other)) return;
        if (!index.TryGetValue(other, out var seen)) work.Push(Open(other));
        else if (open.Contains(other)) low[name] = Math.Min(low[name], seen);
    }

    private (string Name, IEnumerator<string> Next) Open(string name)
    {
        index[name] = low[name] = index.Count;
        path.Push(name);
        open.Add(name);
        return (name, references[name].GetEnumerator());
    }

    private void Close(string root)
    {
        var members = new List<string>();
        string member;
        do
        {
            member = path.Pop();
            open.Remove(member);
            members.Add(member);
        }
        while (member != root);
        components.Add(members);
    }
}
