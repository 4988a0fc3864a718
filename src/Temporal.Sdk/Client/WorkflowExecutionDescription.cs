using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow execution as the server describes it now.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly Lazy<Task<(string? Summary, string? Details)>> userMetadata;

    internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter) =>
        userMetadata = new(() => dataConverter.FromUserMetadataAsync(rawDescription.ExecutionConfig?.UserMetadata));

    /// <summary>The summary that the workflow was started with.</summary>
    public async Task<string?> GetStaticSummaryAsync() => (await userMetadata.Value.ConfigureAwait(false)).Summary;

    /// <summary>The details that the workflow was started with.</summary>
    public async Task<string?> GetStaticDetailsAsync() => (await userMetadata.Value.ConfigureAwait(false)).Details;
}
