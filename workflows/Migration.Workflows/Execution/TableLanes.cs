namespace Migration.Workflows;

/// <summary>
/// How the plan's parallelism is shared by tables that are copied in several parts at once. Each table in work has a
/// lane; what is left goes to those that are least complete.
/// </summary>
/// <param name="Table">What is known of the table.</param>
/// <param name="Lanes">How many parts it copies at once.</param>
/// <param name="Parts">How many it has left; one where it does not copy.</param>
public sealed record TableLanes(TableState Table, int Lanes, int Parts)
{
    /// <summary>Those in use.</summary>
    public int Used => Math.Min(Lanes, Math.Max(1, Parts));

    /// <summary>From 0 to 1.</summary>
    public double Complete => Table.RowsTotal == 0 ? 0 : (double)(Table.Checkpoint?.Rows ?? 0) / Table.RowsTotal;

    /// <summary>Gives a number of lanes to tables that start: one to each, then more to those that come first.</summary>
    public static IReadOnlyList<TableLanes> Share(IReadOnlyList<TableLanes> starting, int lanes)
    {
        var shared = starting.Select(table => table with { Lanes = 1 }).ToList();
        for (var left = lanes - shared.Count; left > 0 && shared.Exists(table => table.Lanes < table.Parts);)
        {
            for (var i = 0; i < shared.Count && left > 0; i++)
            {
                if (shared[i].Lanes >= shared[i].Parts)
                    continue;
                shared[i] = shared[i] with { Lanes = shared[i].Lanes + 1 };
                left--;
            }
        }

        return shared;
    }

    /// <summary>
    /// The table that should come to rest, to start again with another number of lanes: the most complete of those with
    /// more than one where a table waits for a lane, the least complete of those that could use more where one is free.
    /// </summary>
    public static TableLanes? ToRest(IReadOnlyList<TableLanes> inWork, int lanes, bool isAwaited)
    {
        var free = lanes - inWork.Sum(table => table.Used);
        if (isAwaited)
            return free > 0 ? null : inWork.Where(table => table.Used > 1).MaxBy(table => table.Complete);
        return free <= 0 ? null : inWork.Where(table => table.Parts > table.Lanes).MinBy(table => table.Complete);
    }
}
