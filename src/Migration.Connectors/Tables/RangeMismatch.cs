using Migration.Connectors.Comparison;

namespace Migration.Connectors.Tables;

/// <summary>A range whose two sides differ.</summary>
/// <param name="Range">The range's ordinal in its table, or shard, from 1.</param>
/// <param name="SourceChanged">The source no longer holds what was read from it.</param>
/// <param name="Keys">Keys of rows that differ, at most a few, as literals; never other values.</param>
public sealed record RangeMismatch(long Range, long ExpectedRows, long ActualRows, bool SourceChanged, IReadOnlyList<string> Keys)
{
    /// <summary>Whose ordinal the range's is; null where the table is not cut.</summary>
    public int? Shard { get; init; }

    /// <summary>Rows that the source has in the range now, where it is the source that differs.</summary>
    public long? SourceRows { get; init; }

    /// <summary>The first rows that differ, seen from the source.</summary>
    public IReadOnlyList<RowDifference> Rows { get; init; } = [];

    /// <summary>Rows may differ by more than their values; so they may where not all that differ are known.</summary>
    public bool KeysDiffer => ExpectedRows != ActualRows || Rows.Count is 0 or >= RowPairs.RowsShown || Rows.Any(row => row.Kind != DifferenceKind.Different);
}
