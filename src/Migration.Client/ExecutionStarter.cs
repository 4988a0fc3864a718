using System.Globalization;
using System.Security.Cryptography;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;
using Temporalio.Common;

namespace Migration.Client;

/// <summary>Starts executions.</summary>
internal sealed class ExecutionStarter(ITemporalClient temporal, ExecutionCatalog catalog, TimeProvider clock)
{
    private static readonly string[] Ended =
        [.. new[] { ExecutionStatus.Completed, ExecutionStatus.Failed, ExecutionStatus.Cancelled, ExecutionStatus.RolledBack }.Select(StatusNames.Of)];

    public async Task<string> StartAsync(MigrationPlan plan, string startedBy, CancellationToken cancel)
    {
        await SearchAttributeRegistration.EnsureAsync(temporal, cancel);
        await RefuseSecondAsync(plan, cancel);
        var input = new MigrationInput
        {
            ExecutionId = NewId(plan.Id),
            Plan = plan,
            Fingerprint = PlanFingerprint.Of(plan),
            StartedBy = startedBy,
        };
        try
        {
            await RpcFailures.TranslateAsync(input.ExecutionId, () => temporal.StartWorkflowAsync(
                MigrationWorkflowType.Name, [input], Options(input, cancel)));
        }
        catch (MigrationException silent) when (silent.IsTransient && !cancel.IsCancellationRequested)
        {
            await RequireStartedAsync(input.ExecutionId, silent, cancel);
        }

        return input.ExecutionId;
    }

    /// <summary>The answer was lost; the start may not have been.</summary>
    private async Task RequireStartedAsync(string executionId, MigrationException silent, CancellationToken cancel)
    {
        try
        {
            await RpcFailures.TranslateAsync(executionId, () => temporal.GetWorkflowHandle(executionId).DescribeAsync(new() { Rpc = RpcLimits.Quick(cancel) }));
        }
        catch (MigrationException unknown)
        {
            throw new MigrationException(
                silent.Code,
                $"{silent.Message}. Whether execution '{executionId}' was started is not known: look with `migrate status {executionId}` before you start another",
                transient: true,
                unknown);
        }
    }

    /// <summary>Tells a person early. Two that start at the same instant are told apart by the claim in the target.</summary>
    private async Task RefuseSecondAsync(MigrationPlan plan, CancellationToken cancel)
    {
        await foreach (var other in catalog.ListAsync(plan.Id, limit: 20, cancel))
        {
            if (other.Open && !Ended.Contains(other.Status))
            {
                throw new MigrationException(
                    ErrorCodes.ExecutionRunning,
                    $"The plan '{plan.Id}' is being executed already: {other.ExecutionId} is {other.Status}");
            }
        }
    }

    private static WorkflowOptions Options(MigrationInput input, CancellationToken cancel) => new(input.ExecutionId, MigrationNames.TaskQueue)
    {
        TaskTimeout = MigrationNames.WorkflowTaskTimeout,
        TypedSearchAttributes = new SearchAttributeCollection.Builder()
            .Set(MigrationNames.PlanId, input.Plan.Id)
            .Set(MigrationNames.Status, StatusNames.Of(ExecutionStatus.Pending))
            .Set(MigrationNames.Phase, StatusNames.Of(MigrationPhase.Preflight))
            .Set(MigrationNames.Source, Place(input.Plan.SourceDatabase, input.Plan.SourceSchema))
            .Set(MigrationNames.Target, Place(input.Plan.TargetDatabase, input.Plan.TargetSchema))
            .ToSearchAttributeCollection(),
        Memo = input.Plan.Configuration.DryRun ? new Dictionary<string, object> { [MigrationNames.DryRunMemo] = true } : null,
        Rpc = RpcLimits.Quick(cancel),
    };

    private static string Place(string database, string schema) => schema.Length == 0 ? database : $"{database}.{schema}";

    /// <summary>Sorts by time within a plan; the suffix keeps two starts of one second apart.</summary>
    private string NewId(string planId) => string.Create(
        CultureInfo.InvariantCulture,
        $"{planId}-{clock.GetUtcNow():yyyyMMddHHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
}
