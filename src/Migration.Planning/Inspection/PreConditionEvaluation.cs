using Migration.Connectors;
using Migration.Connectors.Rules;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>Asks the pre-conditions of a plan, right before its first write.</summary>
public static class PreConditionEvaluation
{
    /// <summary>One problem per condition that does not hold, of the condition's own severity.</summary>
    public static async Task<IReadOnlyList<Problem>> RunAsync(MigrationPlan plan, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        foreach (var (index, condition) in plan.PreConditions.Index())
            if (await AskAsync(plan, condition, catalog, cancellation) is { } reason)
                problems.Add(new Problem(
                    DocumentPath.Item("preConditions", index),
                    ErrorCodes.PreConditionFailed,
                    $"The pre-condition '{condition.Name}' does not hold: {reason}.",
                    "Make it hold, or change the condition.",
                    condition.Severity));
        return problems;
    }

    private static async Task<string?> AskAsync(MigrationPlan plan, PreCondition condition, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        var (name, schema) = condition.Side == PlanSide.Source
            ? (plan.SourceDatabase, plan.SourceSchema)
            : (plan.TargetDatabase, plan.TargetSchema);
        await using var database = await catalog.OpenAsync(name, cancellation);
        var answer = await database.QueryScalarAsync(schema, condition.Query, cancellation);
        return Expectation.Complaint(answer, condition.Expected);
    }
}
