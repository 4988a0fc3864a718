using System.Globalization;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>The budgets reach as far as the estimate: else the execution is going to pause on its way.</summary>
internal static class BudgetInspection
{
    public static void Run(InspectionScope scope, TimeSpan time, IReadOnlyList<WarehouseEstimate> warehouses)
    {
        var configuration = scope.Plan.Configuration;
        if (configuration.MaxDuration > TimeSpan.Zero && time > configuration.MaxDuration)
            Add(scope, "maxDuration", $"The plan is estimated at {DurationText.Of(time)} and may work {DurationText.Of(configuration.MaxDuration)}: it pauses before its end.");
        var credits = warehouses.Sum(warehouse => warehouse.Credits);
        if (configuration.MaxCredits > 0 && credits > configuration.MaxCredits)
            Add(scope, "maxCredits", string.Create(CultureInfo.InvariantCulture, $"The plan is estimated at {credits:0.####} credits and may use {configuration.MaxCredits}: it pauses before its end."));
    }

    private static void Add(InspectionScope scope, string key, string message) =>
        scope.Add($"configuration.{key}", ErrorCodes.PlanContradiction, message, $"Raise {key}, or be there to raise it by tune.", Severity.Warning);
}
