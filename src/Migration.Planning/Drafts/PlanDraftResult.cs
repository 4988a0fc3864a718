using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>A new plan, not stored yet, and how its databases looked.</summary>
public sealed record PlanDraftResult(MigrationPlan Plan, PlanInspectionResult Inspection);
