using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The strategy BULK meets only tables that it creates, in an engine that can do what the plan asks for.</summary>
internal static class BulkInspection
{
    public static void Run(InspectionScope scope, IReadOnlyList<PlannedTable> tables)
    {
        if (scope.Plan.Strategy != MigrationStrategy.Bulk) return;
        foreach (var table in tables.Where(t => t.Target is not null))
            scope.Add(TargetRefusal.NotOwned(table.Table.Target) with { Path = table.Path });
        if (scope.Plan.Configuration.Unlogged && scope.Target is { HasUnloggedTables: false } target)
            scope.Add("configuration.unlogged", ErrorCodes.PlanUnsupported, $"{scope.Plan.TargetDatabase} is of kind {target.Settings.Kind}, which has no unlogged tables.", "Leave unlogged out.");
    }
}
