using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>What a dry run of a table read and found; nothing was written.</summary>
public sealed record Rehearsal
{
    public required long Rows { get; init; }
    /// <summary>Rows that the plan's filters leave out.</summary>
    public long RowsSkipped { get; init; }
    public required long Bytes { get; init; }
    public required long Ranges { get; init; }
    public bool WouldCreate { get; init; }
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
