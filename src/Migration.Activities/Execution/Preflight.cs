using Migration.Connectors;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Planning;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>Everything that must hold before the first write: the plan against its databases, its pre-conditions, and the plans that go before it.</summary>
public sealed class Preflight(ConnectorCatalog catalog, PlanRules rules, ICompletedPlans completed)
{
    public async Task<PreflightResult> RunAsync(MigrationPlan plan, CancellationToken cancellation)
    {
        var inspection = await PlanInspection.InspectAsync(plan, catalog, cancellation);
        var problems = new List<Problem>(inspection.Problems);
        if (inspection.IsExecutable)
        {
            problems.AddRange(await PreConditionEvaluation.RunAsync(plan, catalog, cancellation));
            var expanded = plan with { Tables = [.. inspection.Tables.Select(table => table.Table)] };
            problems.AddRange(await rules.ProblemsOfSourceAsync(expanded, cancellation));
            problems.AddRange(await MissingPlansAsync(plan, cancellation));
        }

        return new()
        {
            Problems = problems,
            SourceMoment = inspection.IsExecutable ? await TakeMomentAsync(plan, cancellation) : null,
            Waves = inspection.Waves,
            Warehouses = [.. inspection.Warehouses.Select(warehouse => new WarehouseRate(warehouse.Name, warehouse.CreditsPerHour))],
            Tables = [.. inspection.Tables.Select(table => new TableOutline
            {
                Table = table.Table,
                Rows = table.Rows,
                Bytes = table.Bytes,
                DependsOn = table.DependsOn,
            })],
        };
    }

    /// <summary>After the look at the tables: one that is made later has no past at the moment.</summary>
    private async Task<string?> TakeMomentAsync(MigrationPlan plan, CancellationToken cancellation)
    {
        await using var source = await catalog.OpenAsync(plan.SourceDatabase, cancellation);
        return await source.TakeMomentAsync(cancellation);
    }

    private async Task<IReadOnlyList<Problem>> MissingPlansAsync(MigrationPlan plan, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        foreach (var (index, other) in plan.Dependencies.Index())
            if (!await completed.HasCompletedAsync(other, cancellation))
                problems.Add(new(
                    $"dependencies[{index}]",
                    ErrorCodes.PreConditionFailed,
                    $"The plan '{other}' goes before this one and has not completed.",
                    $"Execute '{other}' first, or remove it from the dependencies."));
        return problems;
    }
}
