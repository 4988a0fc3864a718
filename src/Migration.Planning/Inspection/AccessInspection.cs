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
        var staysWithin = scope is { Source: { } from, Target: { } to } && to.CanSync(from);
        var closed = scope.Plan.Type == MigrationType.Schema ? [] : await AskAsync(scope, scope.Source, new(PlanSide.Source, scope.Plan.SourceSchema, sources, scope.Plan) { StaysWithin = staysWithin }, cancellation);
        await AskAsync(scope, scope.Target, new(PlanSide.Target, scope.Plan.TargetSchema, targets, scope.Plan) { StaysWithin = staysWithin, Views = staysWithin ? MissingViews(scope) : [] }, cancellation);
        return closed;
    }

    /// <summary>Views belong to a whole schema; where that is not there yet, the role will own it.</summary>
    private static IReadOnlyList<string> MissingViews(InspectionScope scope)
    {
        if (scope is not { SourceSchema: { } source, TargetSchema: { } target } || scope.Plan.Tables.Count > 0 || scope.Plan.Type == MigrationType.Data) return [];
        var there = target.Tables.Select(table => table.Name).Concat(target.Views.Select(view => view.Name)).Concat(target.Unsupported.Select(other => other.Name));
        return [.. source.Views.Select(view => view.Name).Except(there, target.NameComparer)];
    }

    private static async Task<HashSet<string>> AskAsync(InspectionScope scope, IDatabase? database, AccessQuestion question, CancellationToken cancellation)
    {
        if (database is null || (question.Tables.Count == 0 && question.Views.Count == 0)) return [];
        var side = question.Side == PlanSide.Source ? "source" : "target";
        var problems = await scope.TryAsync(side, () => database.InspectAccessAsync(question, cancellation)) ?? [];
        foreach (var problem in problems) scope.Add(problem);
        return [.. problems.Where(problem => problem.Blocks).Select(problem => problem.Path)];
    }
}
