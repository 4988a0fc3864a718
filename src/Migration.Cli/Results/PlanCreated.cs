using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Planning;

namespace Migration.Cli.Results;

/// <summary>The plan that `migrate plan create` stored.</summary>
internal sealed record PlanCreated
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>The file, for editing.</summary>
    public required string Path { get; init; }
    public required string Fingerprint { get; init; }
    public double EstimatedSeconds { get; init; }
    public long EstimatedBytes { get; init; }
    /// <summary>Of Snowflake's warehouses; null where neither side has one.</summary>
    public decimal? EstimatedCredits { get; init; }
    /// <summary>What the estimates rest on.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];
    public IReadOnlyList<PlanTable> Tables { get; init; } = [];
    /// <summary>What to mend before it can be executed, and warnings.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public static PlanCreated Of(MigrationPlan plan, PlanInspectionResult inspection, string path) => new()
    {
        Id = plan.Id,
        Name = plan.Name,
        Path = path,
        Fingerprint = PlanFingerprint.Of(plan),
        EstimatedSeconds = inspection.EstimatedTime.TotalSeconds,
        EstimatedBytes = inspection.EstimatedSize,
        EstimatedCredits = inspection.EstimatedCredits,
        Assumptions = inspection.Assumptions,
        Tables = [.. inspection.Tables.Select(PlanTable.Of)],
        Problems = inspection.Problems,
    };
}
