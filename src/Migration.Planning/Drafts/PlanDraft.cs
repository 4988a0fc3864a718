using Migration.Connectors;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>Makes a plan of a few words, held against the databases, with estimates.</summary>
public static class PlanDraft
{
    // What a person mends in the plan's file, so that the plan must be there first.
    private static readonly string[] Mendable = [ErrorCodes.ColumnIncompatible, ErrorCodes.ColumnUnknown, ErrorCodes.ColumnUnmapped];

    /// <exception cref="ProblemsException">A database, a schema or a table is not there, or the request contradicts itself. Problems of columns come back in the result.</exception>
    public static async Task<PlanDraftResult> CreateAsync(PlanDraftRequest request, ConnectorCatalog catalog, CancellationToken cancellation)
    {
        var plan = Write(request);
        var inspection = await PlanInspection.InspectAsync(plan, catalog, cancellation);
        if (inspection.Problems.Any(p => p.Blocks && !Mendable.Contains(p.Code)))
            throw new ProblemsException($"The plan '{request.Name}'", inspection.Problems);
        return new PlanDraftResult(
            plan with { EstimatedTime = inspection.EstimatedTime, EstimatedSize = inspection.EstimatedSize },
            inspection);
    }

    private static MigrationPlan Write(PlanDraftRequest request) => new()
    {
        Id = PlanId.Of(request.Name),
        Name = request.Name,
        Description = request.Description,
        Type = request.Type,
        Strategy = request.Strategy,
        SourceDatabase = request.SourceDatabase,
        SourceSchema = request.SourceSchema,
        TargetDatabase = request.TargetDatabase,
        TargetSchema = request.TargetSchema,
        Tables = TablesOf(request),
        PreConditions = request.Basis?.PreConditions ?? [],
        PostActions = request.Basis?.PostActions ?? [],
        Validations = request.Basis?.Validations ?? [],
        Configuration = request.Configuration,
    };

    /// <summary>Those that are asked for, each as the basis has it where it does.</summary>
    private static IReadOnlyList<TableMigration> TablesOf(PlanDraftRequest request)
    {
        var known = request.Basis?.Tables ?? [];
        return request.Tables.Count == 0
            ? known
            : [.. request.Tables.Select(name => known.FirstOrDefault(table => table.SourceTable == name) ?? new TableMigration { SourceTable = name })];
    }
}
