using Migration.Connectors.Rows;

namespace Migration.Connectors.Comparison;

/// <summary>What an engine that holds two tables says of both.</summary>
/// <param name="First">The hash of every row.</param>
public sealed record TableContrast(RangeHash First, RangeHash Second)
{
    /// <summary>What differs by the key; null where the engine can't tell rows apart by it.</summary>
    public ContrastedRows? Rows { get; init; }

    public bool IsEqual => First == Second;
}
