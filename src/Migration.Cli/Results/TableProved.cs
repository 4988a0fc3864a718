using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Cli.Results;

/// <summary>How the sides of one table compare now.</summary>
internal sealed record TableProved
{
    public required string Name { get; init; }
    public required string Verdict { get; init; }
    public long SourceRows { get; init; }
    public long CopiedRows { get; init; }
    public long RejectedRows { get; init; }
    public long TargetRows { get; init; }
    public long RangesCompared { get; init; }
    public long RangesDifferent { get; init; }
    public RepairCounts? Repaired { get; init; }
    public IReadOnlyList<RowFinding> Rows { get; init; } = [];
    public IReadOnlyList<string> NotCompared { get; init; } = [];
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
    public string? Code { get; init; }
    public required string Summary { get; init; }

    public static TableProved Of(TableProof table) => new()
    {
        Name = table.Table,
        Verdict = table.Validation.Verdict,
        SourceRows = table.Validation.SourceRows,
        CopiedRows = table.Validation.CopiedRows,
        RejectedRows = table.Validation.RejectedRows,
        TargetRows = table.Validation.TargetRows,
        RangesCompared = table.Validation.RangesCompared,
        RangesDifferent = table.Validation.RangesDifferent,
        Repaired = table.Repaired,
        Rows = table.Validation.Rows,
        NotCompared = table.Validation.NotCompared,
        Rules = table.Validation.Rules,
        Code = table.Validation.Code,
        Summary = table.Validation.Summary,
    };
}
