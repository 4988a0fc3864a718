using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>Parts of a range that are written anew.</summary>
/// <param name="Range">As its ledger row is to be.</param>
/// <param name="Parts">In place of whose rows, those of the execution, the others come.</param>
/// <param name="Rows">Of the source in these parts.</param>
public sealed record RangeRepair(LedgerRange Range, IReadOnlyList<LedgerRange> Parts, RowBatch Rows);
