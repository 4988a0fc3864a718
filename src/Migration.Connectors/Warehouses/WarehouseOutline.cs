using Migration.Core.Plans;

namespace Migration.Connectors.Warehouses;

/// <summary>A warehouse as it is: what it costs, and whether it works.</summary>
/// <param name="Account">With the name it tells the warehouse apart from every other.</param>
public sealed record WarehouseOutline(string Account, string Name)
{
    public required WarehouseSize Size { get; init; }

    /// <summary>It runs, and is paid for.</summary>
    public bool IsStarted { get; init; }

    public bool AutoResumes { get; init; } = true;

    /// <summary>How long it idles before it suspends itself; null for ever.</summary>
    public TimeSpan? AutoSuspend { get; init; }

    /// <summary>Clusters that run at least.</summary>
    public int Clusters { get; init; } = 1;

    /// <summary>Credits of its kind for one of a standard warehouse of the first generation.</summary>
    public decimal Factor { get; init; } = 1;

    /// <param name="asked">The size that a plan asks for.</param>
    public decimal CreditsPerHour(WarehouseSize asked) =>
        Factor * Clusters * (1 << ((int)(asked == WarehouseSize.Unchanged ? Size : asked) - (int)WarehouseSize.XSmall));
}
