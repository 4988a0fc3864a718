using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>Parts of a range that are written anew. Only rows of the execution give way.</summary>
/// <param name="Range">As its ledger row is to be.</param>
/// <param name="Rows">Of the source.</param>
public sealed record RangeRepair(LedgerRange Range, RowBatch Rows)
{
    /// <summary>Of the target's rows that give way.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys { get; init; } = [];

    /// <summary>Where every row of the target gives way.</summary>
    public IReadOnlyList<LedgerRange> Emptied { get; init; } = [];
}
