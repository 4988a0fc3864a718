using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The database that a pre-condition asks understands its question. It is explained, not run.</summary>
internal static class PreConditionInspection
{
    public static async Task RunAsync(InspectionScope scope, CancellationToken cancellation)
    {
        foreach (var (index, condition) in scope.Plan.PreConditions.Index())
        {
            var (database, schema) = condition.Side == PlanSide.Source
                ? (scope.Source, scope.Plan.SourceSchema)
                : (scope.Target, scope.Plan.TargetSchema);
            if (database is null || string.IsNullOrWhiteSpace(condition.Query)) continue;
            try
            {
                await database.QueryScalarAsync(schema, $"EXPLAIN {condition.Query}", cancellation);
            }
            catch (MigrationException e) when (!e.IsTransient)
            {
                var path = $"{DocumentPath.Item("preConditions", index)}.query";
                scope.Add(path, ErrorCodes.ExpressionInvalid, $"The {EnumText.Of(condition.Side)} can't run the pre-condition '{condition.Name}': {e.Message}", "Correct the query, or its side.");
            }
        }
    }
}
