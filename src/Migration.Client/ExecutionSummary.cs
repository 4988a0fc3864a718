namespace Migration.Client;

/// <summary>One execution in a list, as Temporal's visibility knows it.</summary>
/// <param name="Status">The migration's status; PENDING for one that has not told any yet.</param>
/// <param name="Open">The workflow still listens to signals.</param>
public sealed record ExecutionSummary(
    string ExecutionId,
    string PlanId,
    string Status,
    string Phase,
    string Source,
    string Target,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    bool Open);
