using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The strategy INCREMENTAL changes rows in place, which asks for two databases that can do it together and for keys.</summary>
internal static class IncrementalInspection
{
    public static void Run(InspectionScope scope, IReadOnlyList<PlannedTable> tables)
    {
        if (scope.Plan.Strategy != MigrationStrategy.Incremental || scope is not { Source: { } source, Target: { } target }) return;
        if (!target.CanSync(source))
        {
            scope.Add("strategy", ErrorCodes.PlanUnsupported, $"The strategy INCREMENTAL is not supported from {scope.Plan.SourceDatabase} to {scope.Plan.TargetDatabase}: both must be in one Snowflake account.", "Use BATCH or PARALLEL.");
            return;
        }
        foreach (var table in tables.Where(t => !source.CanFindRows(t.Source)))
            scope.Add(table.Path, ErrorCodes.PlanUnsupported, $"The strategy INCREMENTAL is not supported for table '{table.Source.Name}': it has no primary or unique key whose columns are NOT NULL, by which its rows are found again.", "Declare one, or move the table by a plan of its own with BATCH.");
    }
}
