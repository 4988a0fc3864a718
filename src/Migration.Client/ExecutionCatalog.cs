using System.Runtime.CompilerServices;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace Migration.Client;

/// <summary>The executions that Temporal's visibility knows.</summary>
internal sealed class ExecutionCatalog(ITemporalClient temporal)
{
    public async IAsyncEnumerable<ExecutionSummary> ListAsync(
        string? planId, int limit, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = temporal.ListWorkflowsAsync(Filter(planId), new() { Limit = limit, Rpc = RpcLimits.Quick(cancel) });
        await using var pages = found.GetAsyncEnumerator(cancel);
        while (await RpcFailures.TranslateAsync("", async () => await pages.MoveNextAsync()))
            yield return Summary(pages.Current);
    }

    private static string Filter(string? planId)
    {
        const string migrations = $"WorkflowType = '{MigrationWorkflowType.Name}'";
        return planId is null ? migrations : $"{migrations} AND {MigrationNames.PlanId.Name} = '{Quoted(planId)}'";
    }

    /// <summary>Visibility's quotes are doubled inside of a string, as in SQL.</summary>
    private static string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);

    private static ExecutionSummary Summary(WorkflowExecution found) => new(
        found.Id,
        Attribute(found, MigrationNames.PlanId),
        StatusNames.Of(ClosedStatus.Of(found.Status, StatusNames.Parse<ExecutionStatus>(Attribute(found, MigrationNames.Status)))),
        Attribute(found, MigrationNames.Phase),
        Attribute(found, MigrationNames.Source),
        Attribute(found, MigrationNames.Target),
        found.StartTime,
        found.CloseTime,
        found.Status == WorkflowExecutionStatus.Running);

    private static string Attribute(WorkflowExecution found, SearchAttributeKey<string> key) =>
        found.TypedSearchAttributes.TryGetValue(key, out var value) ? value : "";
}
