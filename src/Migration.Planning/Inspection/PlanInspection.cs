using Migration.Connectors;
using Migration.Connectors.Warehouses;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Validation;

namespace Migration.Planning;

/// <summary>Holds a plan against the databases that it names: everything that can be known before the first write. Writes nothing.</summary>
public static class PlanInspection
{
    /// <summary>The plan's own rules, then the databases. A failure that may pass by itself, such as a locked database, is thrown.</summary>
    public static async Task<PlanInspectionResult> InspectAsync(MigrationPlan plan, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        await using var scope = new InspectionScope(plan);
        foreach (var problem in PlanValidator.Validate(plan)) scope.Add(problem);
        await SidesInspection.RunAsync(scope, catalog, cancellation);
        WarehouseInspection.Run(scope);
        await PreConditionInspection.RunAsync(scope, cancellation);

        var tables = TableExpansion.Run(scope);
        BulkInspection.Run(scope, tables);
        IncrementalInspection.Run(scope, tables);
        var closed = await AccessInspection.RunAsync(scope, tables, cancellation);
        tables = [.. tables.Where(table => !closed.Contains(table.Path))];
        var references = ForeignKeyInspection.Run(scope, tables);
        var inspected = new List<InspectedTable>();
        foreach (var table in tables)
        {
            inspected.Add(await InspectAsync(scope, table, cancellation) with { DependsOn = references[table.Table.SourceTable] });
            await CreatedTableInspection.RunAsync(scope, table, TableReferences.Of(references[table.Table.SourceTable], tables.Select(t => t.Table)), cancellation);
        }

        await RuleInspection.RunAsync(scope, tables, cancellation);
        var time = CopyRate.Estimate(inspected.Select(t => (t.Rows, t.Bytes)));
        var warehouses = await WarehousesAsync(scope, time, cancellation);
        BudgetInspection.Run(scope, time, warehouses);
        return Conclude(scope, inspected, references) with { EstimatedTime = time, Warehouses = warehouses };
    }

    private static async Task<InspectedTable> InspectAsync(InspectionScope scope, PlannedTable table, CancellationToken cancellation)
    {
        var countable = await SourceColumnInspection.RunAsync(scope, table, cancellation);
        TargetColumnInspection.Run(scope, table);
        var inspected = new InspectedTable { Table = table.Table, TargetExists = table.Target is not null };
        if (!countable || scope.Plan.Type == MigrationType.Schema) return inspected;
        return await MeasureAsync(scope, table, inspected, cancellation);
    }

    private static async Task<InspectedTable> MeasureAsync(InspectionScope scope, PlannedTable table, InspectedTable inspected, CancellationToken cancellation)
    {
        var filters = table.Table.Transformations.Where(t => t.Type == TransformationType.Filter).Select(t => $"({t.Expression}\n)").ToList();
        var filter = filters.Count == 0 ? null : string.Join(" AND ", filters);
        var source = scope.Source!;
        var rows = await source.CountRowsAsync(scope.Plan.SourceSchema, table.Source.Name, filter, cancellation);
        await WarnOfChangesAsync(scope, table, cancellation);
        var bytes = await source.EstimateBytesAsync(scope.Plan.SourceSchema, table.Source.Name, cancellation);
        return inspected with { Rows = rows, Bytes = rows == 0 ? 0 : bytes };
    }

    /// <summary>Tables that can't be read as of one moment may change while they are copied.</summary>
    private static async Task WarnOfChangesAsync(InspectionScope scope, PlannedTable table, CancellationToken cancellation)
    {
        if (await scope.Source!.WhyNotAtMomentAsync(scope.Plan.SourceSchema, table.Source.Name, cancellation) is { } why)
            scope.Add(new(table.Path, ErrorCodes.SourceMayChange, why, "Let nobody write to it while it is copied, or give it a longer retention.", Severity.Warning));
    }

    private static async Task<IReadOnlyList<WarehouseEstimate>> WarehousesAsync(InspectionScope scope, TimeSpan time, CancellationToken cancellation)
    {
        var rented = await scope.TryAsync("target", () => RentedWarehouses.OfAsync([scope.Source, scope.Target], cancellation)) ?? [];
        return [.. rented.Select(one => WarehouseEstimate.Of(one.Outline, scope.Plan.Configuration.WarehouseSize, time))];
    }

    private static PlanInspectionResult Conclude(InspectionScope scope, List<InspectedTable> tables, Dictionary<string, IReadOnlyList<string>> references) => new()
    {
        Problems = [.. scope.Problems],
        Tables = tables,
        Waves = DependencyWaves.Of(references),
        EstimatedSize = tables.Sum(t => t.Bytes),
    };
}
