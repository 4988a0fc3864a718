using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>What of a source table the target's engine can't create under the plan's names: indexes, keys, checks; and whether it is cloned.</summary>
internal static class CreatedTableInspection
{
    /// <param name="references">Tables of the plan that this one refers to.</param>
    public static async Task RunAsync(InspectionScope scope, PlannedTable table, IReadOnlyList<TableMigration> references, CancellationToken cancellation)
    {
        // With a problem in the way there is nothing to create.
        if (table.Target is not null || scope.Plan.Type == MigrationType.Data || scope.Problems.Any(p => p.Blocks)) return;
        if (scope is not { Source: { } source, Target: { } target }) return;
        var job = TableJob.Of(scope.Plan.Id, scope.Plan, table.Table) with { References = references };
        await using var rows = await source.OpenSourceAsync(job, cancellation);
        var outlook = await target.InspectTargetAsync(job, rows, cancellation);
        foreach (var told in outlook.Problems.Where(p => p.Code is ErrorCodes.SchemaReduced or ErrorCodes.TableClone))
            scope.Add(told with { Path = table.Path });
    }
}
