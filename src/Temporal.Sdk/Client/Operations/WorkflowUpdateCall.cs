using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Sending an update and waiting for its outcome.</summary>
internal static class WorkflowUpdateCall
{
    public static async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(
        WorkflowHandle workflow, string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options)
    {
        var client = workflow.Client;
        var request = await RequestAsync(workflow, update, args, options).ConfigureAwait(false);
        UpdateWorkflowExecutionResponse response;
        do
        {
            response = await WaitAsync(() => client.WorkflowService.UpdateWorkflowExecutionAsync(
                request, RpcOptions.Retrying(options.Rpc))).ConfigureAwait(false);
        }
        while (response.Outcome == null && response.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        var runId = response.UpdateRef?.WorkflowExecution?.RunId ?? workflow.RunId;
        var handle = new WorkflowUpdateHandle<TResult>(client, request.Request.Meta.UpdateId, workflow.Id, runId)
        {
            KnownOutcome = response.Outcome,
        };
        if (options.WaitForStage == WorkflowUpdateStage.Completed)
            await OutcomeAsync(handle, options.Rpc).ConfigureAwait(false);
        return handle;
    }

    public static async Task<Payloads?> SuccessAsync(WorkflowUpdateHandle handle, RpcOptions? rpc)
    {
        var outcome = await OutcomeAsync(handle, rpc).ConfigureAwait(false);
        if (outcome.ValueCase == Outcome.ValueOneofCase.Success)
            return outcome.Success;
        // Decoding works in place, and the outcome is kept for the next one who asks.
        throw new WorkflowUpdateFailedException(
            await handle.Client.Options.DataConverter.ToExceptionAsync(outcome.Failure.Clone()).ConfigureAwait(false));
    }

    internal static async Task<Outcome> OutcomeAsync(WorkflowUpdateHandle handle, RpcOptions? rpc)
    {
        var client = handle.Client;
        while (handle.KnownOutcome == null)
        {
            var response = await WaitAsync(() => client.WorkflowService.PollWorkflowExecutionUpdateAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    UpdateRef = new()
                    {
                        WorkflowExecution = new()
                        {
                            WorkflowId = handle.WorkflowId, RunId = handle.WorkflowRunId ?? string.Empty,
                        },
                        UpdateId = handle.Id,
                    },
                    Identity = client.Connection.Options.Identity,
                    WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
                },
                RpcOptions.Retrying(rpc))).ConfigureAwait(false);
            handle.KnownOutcome = response.Outcome;
        }
        return handle.KnownOutcome;
    }

    internal static async Task<UpdateWorkflowExecutionRequest> RequestAsync(
        WorkflowHandle workflow, string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        options.WaitForStage is WorkflowUpdateStage.None or WorkflowUpdateStage.Admitted
        ? throw new ArgumentException("WaitForStage must be Accepted or Completed", nameof(options))
        : new()
        {
            Namespace = workflow.Client.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = workflow.Id, RunId = workflow.RunId ?? string.Empty },
            FirstExecutionRunId = workflow.FirstExecutionRunId ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)options.WaitForStage },
            Request = new()
            {
                Meta = new()
                {
                    UpdateId = options.Id ?? Guid.NewGuid().ToString(),
                    Identity = workflow.Client.Connection.Options.Identity,
                },
                Input = new()
                {
                    Name = update,
                    Args = await workflow.Client.Options.DataConverter.ToOptionalPayloadsAsync(args)
                        .ConfigureAwait(false),
                },
            },
        };

    private static async Task<T> WaitAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (ErrorDetail.GaveUp(e))
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }
}
