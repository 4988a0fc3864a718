using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The database that a pre-condition asks understands its question, which gives one value. It is compiled, not run.</summary>
internal static class PreConditionInspection
{
    public static async Task RunAsync(InspectionScope scope, CancellationToken cancellation)
    {
        foreach (var (index, condition) in scope.Plan.PreConditions.Index())
        {
            if (string.IsNullOrWhiteSpace(condition.Query)) continue;
            if (await ComplaintAsync(scope, condition, cancellation) is not { } complaint) continue;
            var path = $"{DocumentPath.Item("preConditions", index)}.query";
            scope.Add(path, ErrorCodes.ExpressionInvalid, $"The {EnumText.Of(condition.Side)} can't run the pre-condition '{condition.Name}': {complaint}", "Correct the query, or its side.");
        }
    }

    private static async Task<string?> ComplaintAsync(InspectionScope scope, PreCondition condition, CancellationToken cancellation)
    {
        var onSource = condition.Side == PlanSide.Source;
        var database = onSource ? scope.Source : scope.Target;
        var definition = onSource ? scope.SourceSchema : scope.TargetSchema;
        if (database is null || definition is null) return onSource ? null : MissingTarget(scope);
        var schema = onSource ? scope.Plan.SourceSchema : scope.Plan.TargetSchema;
        return await QueryCompilation.ComplaintAsync(database, (schema, definition), condition.Query, cancellation);
    }

    private static string? MissingTarget(InspectionScope scope) =>
        scope.Problems.Any(p => p.Path.StartsWith("target", StringComparison.Ordinal)) ? null : "The target schema does not exist yet.";
}
