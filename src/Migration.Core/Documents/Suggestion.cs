namespace Migration.Core.Documents;

/// <summary>"Did you mean": the candidate nearest to a mistyped word.</summary>
public static class Suggestion
{
    /// <summary>The nearest candidate, or null where none is near enough to be a typing mistake.</summary>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(c => c.distance)
            .ThenBy(c => c.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, word.Length / 3) ? best.candidate : null;
    }

    /// <summary>A sentence for <see cref="Problems.Problem.Fix"/>: the suggestion, or the few candidates there are.</summary>
    public static string Sentence(string word, IReadOnlyCollection<string> candidates)
    {
        if (For(word, candidates) is { } near) return $"Did you mean '{near}'?";
        if (candidates.Count == 0) return "There is none to choose from.";
        var shown = candidates.Order(StringComparer.Ordinal).Take(MostShown);
        var more = candidates.Count > MostShown ? ", …" : "";
        return $"Choose one of: {string.Join(", ", shown)}{more}.";
    }

    private const int MostShown = 20;

    // Optimal string alignment: a swap of neighbours, the commonest slip, costs one. Case and separators cost nothing.
    private static int Distance(string left, string right)
    {
        var a = Normalize(left);
        var b = Normalize(right);
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
                cost[i, j] = Step(cost, a, b, (i, j));
        return cost[a.Length, b.Length];
    }

    private static int Step(int[,] cost, string a, string b, (int I, int J) at)
    {
        var (i, j) = at;
        var same = a[i - 1] == b[j - 1];
        var best = Math.Min(cost[i - 1, j - 1] + (same ? 0 : 1), Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }

    private static string Normalize(string word)
    {
        var bare = word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return bare.Length > MostCompared ? bare[..MostCompared].ToLowerInvariant() : bare.ToLowerInvariant();
    }

    private const int MostCompared = 64;
}
