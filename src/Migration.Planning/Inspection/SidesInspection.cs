using Migration.Connectors;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>Opens both databases and reads their schemas; checks that the target can be written.</summary>
internal static class SidesInspection
{
    public static async Task RunAsync(InspectionScope scope, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        await OpenSourceAsync(scope, catalog, cancellation);
        await OpenTargetAsync(scope, catalog, cancellation);
        RefuseOnePlace(scope);
    }

    private static async Task OpenSourceAsync(InspectionScope scope, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        var plan = scope.Plan;
        scope.Source = await scope.TryAsync("source", () => catalog.OpenAsync(plan.SourceDatabase, cancellation));
        if (scope.Source is not { } source || !await HasWarehouseAsync(scope, "source", source, cancellation)) return;
        scope.SourceSchema = await scope.TryAsync("source", () => source.ReadSchemaAsync(plan.SourceSchema, cancellation));
    }

    private static async Task OpenTargetAsync(InspectionScope scope, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        var plan = scope.Plan;
        scope.Target = await scope.TryAsync("target", () => catalog.OpenAsync(plan.TargetDatabase, cancellation));
        if (scope.Target is not { } target || !await HasWarehouseAsync(scope, "target", target, cancellation)) return;
        var before = scope.Problems.Count;
        var exists = await scope.TryAsync("target", async () =>
        {
            await target.CheckWritableAsync(plan.TargetSchema, cancellation);
            return await target.SchemaExistsAsync(plan.TargetSchema, cancellation);
        });
        if (exists)
            scope.TargetSchema = await scope.TryAsync("target", () => target.ReadSchemaAsync(plan.TargetSchema, cancellation));
        else if (plan.Type == MigrationType.Data && scope.Problems.Count == before)
            scope.Add("targetSchema", ErrorCodes.SchemaUnknown, $"The target schema '{plan.TargetSchema}' of {plan.TargetDatabase} does not exist, and the type DATA creates nothing.", "Use COMBINED, or create the target's tables first.");
    }

    /// <summary>Without a warehouse that works nothing else can be asked.</summary>
    private static Task<bool> HasWarehouseAsync(InspectionScope scope, string side, IDatabase database, CancellationToken cancellation) => scope.TryAsync(side, async () =>
    {
        var problems = database.Warehouse is { } warehouse ? await warehouse.InspectAsync($"{side}Database", scope.Plan.Configuration, cancellation) : [];
        foreach (var problem in problems) scope.Add(problem);
        return !problems.Any(p => p.Blocks);
    });

    // Two names of the configuration may lead to the same place, and "" may be the schema that the other side names.
    private static void RefuseOnePlace(InspectionScope scope)
    {
        if (scope is not { Source: { } source, Target: { } target, SourceSchema: { } from, TargetSchema: { } to }) return;
        var sameDatabase = source.Settings.Kind == target.Settings.Kind
            && source.Settings.Values.Count == target.Settings.Values.Count
            && source.Settings.Values.All(v => target.Settings.Values.TryGetValue(v.Key, out var other) && other == v.Value);
        if (sameDatabase && from.NameComparer.Equals(from.Name, to.Name) && scope.Plan.SourceDatabase != scope.Plan.TargetDatabase)
            scope.Add("targetDatabase", ErrorCodes.PlanContradiction, $"{scope.Plan.SourceDatabase} and {scope.Plan.TargetDatabase} are the same database and schema.", "Name another target database or another target schema.");
    }
}
