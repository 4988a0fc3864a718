using Migration.Connectors;
using Migration.Connectors.Access;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The databases let the plan read and write its tables, whole and unmasked.</summary>
internal static class AccessInspection
{
    /// <returns>Paths of the tables that can't be read: nothing further can be asked of them.</returns>
    public static async Task<IReadOnlySet<string>> RunAsync(InspectionScope scope, IReadOnlyList<PlannedTable> tables, CancellationToken cancellation)
    {
        var sources = tables.Select(table => new AccessedTable(table.Path, table.Source.Name) { Made = table.Target is null ? table.Table : null }).ToList();
        var targets = tables.Where(table => table.Target is not null).Select(table => new AccessedTable(table.Path, table.Target!.Name)).ToList();
        var closed = scope.Plan.Type == MigrationType.Schema ? [] : await AskAsync(scope, scope.Source, new(PlanSide.Source, scope.Plan.SourceSchema, sources, scope.Plan) { StaysWithin = scope is { Source: { } from, Target: { } to } && to.CanSync(from) }, cancellation);
        await AskAsync(scope, scope.Target, new(PlanSide.Target, scope.Plan.TargetSchema, targets, scope.Plan), cancellation);
        return closed;
    }

    private static async Task<HashSet<string>> AskAsync(InspectionScope scope, IDatabase? database, AccessQuestion question, CancellationToken cancellation)
    {
        if (database is null || question.Tables.Count == 0) return [];
        var side = question.Side == PlanSide.Source ? "source" : "target";
        var problems = await scope.TryAsync(side, () => database.InspectAccessAsync(question, cancellation)) ?? [];
        foreach (var problem in problems) scope.Add(problem);
        return [.. problems.Where(problem => problem.Blocks).Select(problem => problem.Path)];
    }
}
