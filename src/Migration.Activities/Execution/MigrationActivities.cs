using Microsoft.Extensions.Logging;
using Migration.Connectors;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Workflows;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>The steps of an execution outside of its tables.</summary>
public sealed partial class MigrationActivities(
    ConnectorCatalog catalog, Preflight preflight, TargetClaim claim, WarehouseLease warehouses, PlanRules rules, ActivityBoundary boundary, ILogger<MigrationActivities> logger) : IMigrationActivities
{
    [Activity]
    public Task<PreflightResult> PreflightAsync(ExecutionInput input) =>
        boundary.RunAsync(new(input.ExecutionId), cancellation => preflight.RunAsync(input.Plan, cancellation));

    [Activity]
    public Task ClaimTargetAsync(ExecutionInput input) => OnTargetAsync(input, async (target, cancellation) =>
    {
        await claim.RunAsync(target, input, cancellation);
        await warehouses.TakeAsync(input, cancellation);
    });

    [Activity]
    public Task<TargetCompletion?> FinishTargetAsync(ExecutionInput input) => OnTargetAsync<TargetCompletion?>(input, async (target, cancellation) =>
    {
        if (input.Plan.Type == MigrationType.Data)
            return new();
        await using var source = await catalog.OpenAsync(input.Plan.SourceDatabase, cancellation);
        var schema = await source.ReadSchemaAsync(input.Plan.SourceSchema, cancellation);
        // Views and triggers belong to a whole schema; what ties its tables together, to any plan.
        var problems = await target.FinishSchemaAsync(schema with
        {
            Views = input.WholeSchema ? schema.Views : [],
            Triggers = input.WholeSchema ? [.. schema.Triggers.Where(t => HasItsTable(t, schema, input.Plan))] : [],
        }, input.Plan.Configuration.Parallelism, cancellation);
        return new() { Problems = problems };
    });

    /// <summary>A table that was skipped or taken back is not there to bear its triggers. Those of views come with the views.</summary>
    private static bool HasItsTable(TriggerDefinition trigger, SchemaDefinition schema, MigrationPlan plan) =>
        plan.Tables.Any(table => IsNamed(table.SourceTable, trigger.Table))
        || !schema.Tables.Any(table => IsNamed(table.Name, trigger.Table));

    private static bool IsNamed(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    [Activity]
    public async Task<TargetValidation?> ValidateTargetAsync(ExecutionInput input)
    {
        await OnTargetAsync(input, (target, cancellation) => target.CheckForeignKeysAsync(TargetTables(input), cancellation));
        return await boundary.RunAsync(new(input.ExecutionId), async cancellation =>
            new TargetValidation { Rules = await rules.AskAsync(input.Plan, rule => rule is { SpansTables: true, Side: PlanSide.Target }, cancellation) });
    }

    [Activity]
    public Task RunPostActionAsync(PostActionInput input) => boundary.RunAsync(new(input.Execution.ExecutionId), async cancellation =>
    {
        var plan = input.Execution.Plan;
        await using var target = await catalog.OpenAsync(plan.TargetDatabase, cancellation);
        try
        {
            await target.ExecuteAsync(plan.TargetSchema, input.Action.Statement, cancellation);
        }
        catch (MigrationException e) when (!e.IsTransient)
        {
            throw new MigrationException(
                ErrorCodes.PostActionFailed, $"The post-action '{input.Action.Name}' failed: {e.Message}", inner: e)
            {
                Sql = input.Action.Statement,
            };
        }
    });

    [Activity]
    public Task<TargetUndo?> UndoTargetAsync(ExecutionInput input) =>
        OnTargetAsync<TargetUndo?>(input, async (target, cancellation) => new() { Problems = await target.UndoSchemaAsync(cancellation) });

    [Activity]
    public Task<TargetRelease?> ReleaseTargetAsync(ExecutionInput input) => OnTargetAsync<TargetRelease?>(input, async (target, cancellation) =>
    {
        IReadOnlyList<string> said;
        try
        {
            foreach (var warning in await target.ReleaseAsync(cancellation))
                Warned(logger, warning);
        }
        finally
        {
            // A warehouse costs money for as long as it is larger than it was.
            said = await GiveWarehousesBackAsync(input, cancellation);
        }
        return new() { Problems = [.. said.Select(warning => new Problem("configuration.warehouseSize", ErrorCodes.WarehouseUnusable, warning, "Put the warehouse back by hand where the message says so.", Severity.Warning))] };
    });

    [Activity]
    public Task DiscardUndoAsync(ExecutionInput input) =>
        OnTargetAsync(input, async (target, cancellation) =>
        {
            await target.CleanupAsync(cancellation);
            // Another execution may have noted this one again while it gave the warehouse back.
            await GiveWarehousesBackAsync(input, cancellation);
        });

    private async Task<IReadOnlyList<string>> GiveWarehousesBackAsync(ExecutionInput input, CancellationToken cancellation)
    {
        var said = await warehouses.GiveBackAsync(input, cancellation);
        foreach (var warning in said)
            Warned(logger, warning);
        return said;
    }

    private static IReadOnlyList<string> TargetTables(ExecutionInput input) =>
        [.. input.Plan.Tables.Select(table => table.Target)];

    private async Task OnTargetAsync(ExecutionInput input, Func<IExecutionTarget, CancellationToken, Task> step) =>
        await OnTargetAsync(input, async (target, cancellation) =>
        {
            await step(target, cancellation);
            return true;
        });

    private Task<T> OnTargetAsync<T>(ExecutionInput input, Func<IExecutionTarget, CancellationToken, Task<T>> step) =>
        boundary.RunAsync(new(input.ExecutionId), async cancellation =>
        {
            await using var database = await catalog.OpenAsync(input.Plan.TargetDatabase, cancellation);
            await using var target = await database.OpenExecutionAsync(input.Plan.TargetSchema, input.ExecutionId, cancellation);
            return await step(target, cancellation);
        });

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void Warned(ILogger logger, string warning);
}
