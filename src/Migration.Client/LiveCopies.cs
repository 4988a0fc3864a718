using Migration.Core.Errors;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;

namespace Migration.Client;

/// <summary>The newest heartbeats of the copies that run now. The workflow hears of rows once per checkpoint; these are fresher.</summary>
internal sealed class LiveCopies(ITemporalClient temporal)
{
    public static ILookup<string, CopyHeartbeat> None { get; } = Array.Empty<CopyHeartbeat>().ToLookup(beat => beat.Table, StringComparer.Ordinal);

    /// <summary>By table, one for each of its shards in work. A table whose workflow is just starting or ending has none.</summary>
    public async Task<ILookup<string, CopyHeartbeat>> ReadAsync(MigrationProgress progress, CancellationToken cancel)
    {
        if (progress.Phase != MigrationPhase.Copy)
            return None;
        var running = progress.Tables.Where(table => table.Status == ExecutionStatus.Running);
        var beats = await Task.WhenAll(running.Select(table => ReadAsync(progress.ExecutionId, table.Name, cancel)));
        return beats.SelectMany(beat => beat).ToLookup(beat => beat.Table, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<CopyHeartbeat>> ReadAsync(string executionId, string table, CancellationToken cancel)
    {
        try
        {
            var description = await RpcFailures.TranslateAsync(executionId, () => DescribeAsync(MigrationNames.TableWorkflowId(executionId, table), cancel));
            var details = description.PendingActivities.Select(activity => activity.HeartbeatDetails?.Payloads_.FirstOrDefault()).OfType<Payload>();
            return await Task.WhenAll(details.Select(latest => temporal.Options.DataConverter.ToValueAsync<CopyHeartbeat>(latest)));
        }
        catch (MigrationException error) when (error.Code == ErrorCodes.ExecutionNotFound)
        {
            return [];
        }
    }

    private Task<DescribeWorkflowExecutionResponse> DescribeAsync(string workflowId, CancellationToken cancel) =>
        temporal.Connection.WorkflowService.DescribeWorkflowExecutionAsync(
            new()
            {
                Namespace = temporal.Options.Namespace,
                Execution = new() { WorkflowId = workflowId },
            },
            RpcLimits.Quick(cancel));
}
