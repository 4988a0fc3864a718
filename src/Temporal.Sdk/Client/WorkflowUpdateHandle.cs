using Temporalio.Api.Update.V1;
using Temporalio.Client.Operations;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An update to wait for.</summary>
public record WorkflowUpdateHandle(
    ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits for the end, and ignores the result.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or its handler failed.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => WorkflowUpdateCall.SuccessAsync(this, rpcOptions);

    /// <summary>Waits for the end and gives the result.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or its handler failed.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        var success = await WorkflowUpdateCall.SuccessAsync(this, rpcOptions).ConfigureAwait(false);
        return await ResultPayload.ToValueAsync<TResult>(Client.Options.DataConverter, success).ConfigureAwait(false);
    }
}
