namespace Temporal.EmbeddedServer.Visibility;

/// <summary>A visibility query as a condition on the table runs, with its values from parameter $1 on, and what it is grouped by.</summary>
internal sealed record VisibilityFilter(string Condition, IReadOnlyList<object?> Values, bool GroupByStatus);
