using System.Text.Json.Serialization;
using Migration.Core.Progress;

namespace Migration.Client;

/// <summary>A moment of one table, as `status` shows it.</summary>
public sealed record TableView
{
    public required string Name { get; init; }
    public required ExecutionStatus Status { get; init; }
    public double Percent { get; init; }
    public long RowsProcessed { get; init; }
    /// <summary>As of the last checkpoint.</summary>
    public long RowsRejected { get; init; }
    public long RowsTotal { get; init; }
    public long BytesProcessed { get; init; }
    public CheckpointView? Checkpoint { get; init; }
    public string? CurrentOperation { get; init; }
    /// <summary>EQUAL, DIFFERENT or NOT_COMPARABLE; null before validation.</summary>
    public string? Validation { get; init; }

    /// <summary>Columns that validation left out of the comparison, each with the reason.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>What came of the rules of this table.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];

    /// <summary>What preparing, validation or a dry run found worth a look, sentences.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    [JsonIgnore]
    public bool Moving => Status is ExecutionStatus.Running or ExecutionStatus.Pending;
}
