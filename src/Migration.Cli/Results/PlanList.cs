namespace Migration.Cli.Results;

/// <summary>The stored plans, by id.</summary>
internal sealed record PlanList(IReadOnlyList<PlanSummary> Plans);
