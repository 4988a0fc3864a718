using System.Linq.Expressions;
using Temporalio.Client.Operations;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <content>Signals, queries and updates.</content>
public partial record WorkflowHandle
{
    /// <summary>Sends a signal by a call of its handler.</summary>
    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.ExtractCall(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Sends a signal by its name.</summary>
    public virtual async Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        await Client.WorkflowService.SignalWorkflowExecutionAsync(
            new()
            {
                Namespace = Client.Options.Namespace,
                WorkflowExecution = Execution,
                SignalName = signal,
                Identity = Client.Connection.Options.Identity,
                RequestId = Guid.NewGuid().ToString(),
                Input = await Client.Options.DataConverter.ToOptionalPayloadsAsync(args).ConfigureAwait(false),
            },
            RpcOptions.Retrying(options?.Rpc)).ConfigureAwait(false);

    /// <summary>Queries by a call of the handler or an access of the property.</summary>
    /// <exception cref="WorkflowQueryFailedException">The handler failed, or there is none.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition holds.</exception>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (CallExpression.ExtractProperty(queryCall) is { } property)
            return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromPropertyForCall(property), [], options);
        var (method, args) = CallExpression.ExtractCall(queryCall);
        return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Queries by name.</summary>
    /// <exception cref="WorkflowQueryFailedException">The handler failed, or there is none.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition holds.</exception>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        WorkflowQueryCall.RunAsync<TQueryResult>(this, query, args, options);

    /// <summary>Starts an update by a call of its handler, and waits for the stage that the options name.</summary>
    public Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(updateCall);
        return StartUpdateAsync(WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options);
    }

    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var (method, args) = CallExpression.ExtractCall(updateCall);
        return StartUpdateAsync<TUpdateResult>(WorkflowUpdateDefinition.NameFromMethodForCall(method), args, options);
    }

    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options).ConfigureAwait(false);

    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        WorkflowUpdateCall.StartAsync<TUpdateResult>(this, update, args, options);

    /// <summary>Runs an update to its end.</summary>
    /// <exception cref="WorkflowUpdateFailedException">It was rejected or its handler failed.</exception>
    public async Task ExecuteUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    public async Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    public async Task ExecuteUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(update, args, ToCompletion(options)).ConfigureAwait(false);
        await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TUpdateResult>(update, args, ToCompletion(options)).ConfigureAwait(false);
        return await handle.GetResultAsync(options?.Rpc).ConfigureAwait(false);
    }

    /// <summary>Handle of an update that was started before.</summary>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);

    private protected static WorkflowUpdateStartOptions ToCompletion(WorkflowUpdateOptions? options) => new()
    {
        Id = options?.Id,
        Rpc = options?.Rpc,
        WaitForStage = WorkflowUpdateStage.Completed,
    };
}
