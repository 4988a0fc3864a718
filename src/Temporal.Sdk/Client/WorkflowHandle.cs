using Temporalio.Client.Operations;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A workflow to wait for, to talk to, and to end.</summary>
/// <param name="Client">Client of the calls.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that signals, queries, updates, cancel and terminate go to; the current one when null.</param>
/// <param name="ResultRunId">Run whose result is waited for; the current one when null.</param>
/// <param name="FirstExecutionRunId">First run of the chain that cancel and terminate insist on.</param>
public partial record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits for the end, and ignores the result.</summary>
    /// <exception cref="WorkflowFailedException">It ended in another way than by completing.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued as new and runs are not followed.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        WorkflowResult.WaitAsync(this, followRuns, rpcOptions);

    /// <summary>Waits for the end and gives the result.</summary>
    /// <exception cref="WorkflowFailedException">It ended in another way than by completing.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued as new and runs are not followed.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(
        bool followRuns = true, RpcOptions? rpcOptions = null)
    {
        var result = await WorkflowResult.WaitAsync(this, followRuns, rpcOptions).ConfigureAwait(false);
        return await ResultPayload.ToValueAsync<TResult>(Client.Options.DataConverter, result).ConfigureAwait(false);
    }
}
