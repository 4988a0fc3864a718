using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Planning;

namespace Migration.Cli.Results;

/// <summary>What `migrate plan validate` found.</summary>
internal sealed record PlanValidated
{
    public required string PlanId { get; init; }
    /// <summary>Nothing stands in the way of an execution.</summary>
    public required bool Valid { get; init; }
    /// <summary>Null where the file can't be read as a plan.</summary>
    public string? Fingerprint { get; init; }
    public double EstimatedSeconds { get; init; }
    public long EstimatedBytes { get; init; }
    /// <summary>Of Snowflake's warehouses; null where neither side has one.</summary>
    public decimal? EstimatedCredits { get; init; }
    /// <summary>What the estimates rest on.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];
    public IReadOnlyList<PlanTable> Tables { get; init; } = [];
    /// <summary>Source tables in the order of their copy: each wave refers only to earlier ones, or to itself in a cycle.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } = [];
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public static PlanValidated Unreadable(string id, IReadOnlyList<Problem> problems) => new() { PlanId = id, Valid = false, Problems = problems };

    /// <param name="remarks">What reading the file had to say.</param>
    public static PlanValidated Of(MigrationPlan plan, PlanInspectionResult inspection, IReadOnlyList<Problem> remarks) => new()
    {
        PlanId = plan.Id,
        Valid = inspection.IsExecutable,
        Fingerprint = PlanFingerprint.Of(plan),
        EstimatedSeconds = inspection.EstimatedTime.TotalSeconds,
        EstimatedBytes = inspection.EstimatedSize,
        EstimatedCredits = inspection.EstimatedCredits,
        Assumptions = inspection.Assumptions,
        Tables = [.. inspection.Tables.Select(PlanTable.Of)],
        Waves = inspection.Waves,
        Problems = [.. remarks, .. inspection.Problems],
    };
}
