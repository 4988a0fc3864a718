using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>One way from a database to another.</summary>
/// <param name="Plan">A plan's id or file.</param>
internal sealed record CrashPath(string Name, IProvenDatabase Source, IProvenDatabase Target, string Plan)
{
    /// <summary>Those that the plan moves.</summary>
    public IReadOnlyList<string> Tables { get; init; } = LegacyDatabase.Tables;
}

/// <summary>The ways that are gone in turn, and what may happen on them.</summary>
internal sealed record CrashScene(IReadOnlyList<CrashPath> Paths, Fleet Fleet, IReadOnlyList<IFault> Faults)
{
    /// <summary>Tables that are copied in shards.</summary>
    public IReadOnlyList<string> CutTables { get; init; } = [];

    /// <summary>What else must hold when an execution has completed.</summary>
    public Action<CrashPath, string> Arrived { get; init; } = (_, _) => { };
}
