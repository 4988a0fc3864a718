using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>What a plan says of warehouses is for a side that has one.</summary>
internal static class WarehouseInspection
{
    public static void Run(InspectionScope scope)
    {
        if (scope is not { Source: { Warehouse: null } source, Target: { Warehouse: null } target }) return;
        foreach (var key in Keys(scope.Plan.Configuration))
            scope.Add($"configuration.{key}", ErrorCodes.PlanUnsupported, $"Neither {scope.Plan.SourceDatabase} ({source.Settings.Kind}) nor {scope.Plan.TargetDatabase} ({target.Settings.Kind}) has a warehouse: {key} is for Snowflake.", $"Leave {key} out.");
    }

    private static IEnumerable<string> Keys(MigrationConfiguration configuration)
    {
        if (configuration.MaxCredits > 0) yield return "maxCredits";
        if (configuration.WarehouseSize != WarehouseSize.Unchanged) yield return "warehouseSize";
        if (configuration.SuspendWarehouse) yield return "suspendWarehouse";
    }
}
