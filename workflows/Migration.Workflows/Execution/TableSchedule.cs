using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>Which tables may start, and in which order they are taken back. A table waits until those it refers to are settled.</summary>
public sealed class TableSchedule
{
    private readonly List<string> order;
    private readonly Dictionary<string, IReadOnlyList<string>> awaited = new(StringComparer.Ordinal);

    public TableSchedule(PreflightResult preflight)
    {
        order = [.. preflight.Waves.SelectMany(wave => wave)];
        var references = preflight.Tables.ToDictionary(
            table => table.Table.SourceTable, table => table.DependsOn, StringComparer.Ordinal);
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var wave in preflight.Waves)
        {
            // Within a wave a reference is part of a cycle: nobody could start if it counted.
            foreach (var table in wave)
                awaited[table] = [.. references[table].Where(earlier.Contains)];
            earlier.UnionWith(wave);
        }
    }

    /// <summary>Reverse dependency order: who refers goes before who is referred to.</summary>
    public IEnumerable<string> RollbackOrder => order.AsEnumerable().Reverse();

    /// <summary>Nothing is left to do for it in the copy phase.</summary>
    public static bool IsSettled(ExecutionStatus status) => status
        is ExecutionStatus.Completed or ExecutionStatus.Skipped or ExecutionStatus.RolledBack or ExecutionStatus.Failed;

    /// <summary>The tables that may start now, in the plan's order.</summary>
    public IEnumerable<string> Startable(IEnumerable<TableState> tables)
    {
        var statuses = tables.ToDictionary(table => table.Name, table => table.Status, StringComparer.Ordinal);
        return order.Where(table =>
            statuses[table] == ExecutionStatus.Pending && awaited[table].All(other => IsSettled(statuses[other])));
    }
}
