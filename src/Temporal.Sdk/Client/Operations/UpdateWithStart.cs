using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Starting a workflow and an update in it, in one call of the service.</summary>
internal static class UpdateWithStart
{
    public static async Task<WorkflowUpdateHandle<TResult>> RunAsync<TResult>(
        ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options)
    {
        var start = options.StartWorkflowOperation
            ?? throw new ArgumentException("StartWorkflowOperation is required", nameof(options));
        Check(start.Options);
        if (!start.TryUse())
            throw new ArgumentException("This StartWorkflowOperation has been used already", nameof(options));
        try
        {
            return await CallAsync<TResult>(client, start, update, args, options).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var reason = Reason(e, start);
            start.Failed(reason);
            throw reason;
        }
    }

    private static async Task<WorkflowUpdateHandle<TResult>> CallAsync<TResult>(
        ITemporalClient client,
        WithStartWorkflowOperation start,
        string update,
        IReadOnlyCollection<object?> args,
        WorkflowStartUpdateWithStartOptions options)
    {
        var startRequest = await WorkflowStart.RequestAsync(client, start.Workflow, start.Args, start.Options).ConfigureAwait(false);
        var updateRequest = await WorkflowUpdateCall.RequestAsync(
            new(client, startRequest.WorkflowId),
            update,
            args,
            new() { Id = options.Id, WaitForStage = options.WaitForStage }).ConfigureAwait(false);
        var request = new ExecuteMultiOperationRequest
        {
            Namespace = client.Options.Namespace,
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = startRequest },
                new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = updateRequest },
            },
        };
        ExecuteMultiOperationResponse response;
        UpdateWorkflowExecutionResponse? updated;
        do
        {
            response = await client.WorkflowService.ExecuteMultiOperationAsync(
                request, RpcOptions.Retrying(options.Rpc)).ConfigureAwait(false);
            start.Started(client, response.Responses[0].StartWorkflow.RunId);
            updated = response.Responses[1].UpdateWorkflow;
        }
        while (updated.Outcome == null && updated.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        var handle = new WorkflowUpdateHandle<TResult>(
            client, updateRequest.Request.Meta.UpdateId, startRequest.WorkflowId, response.Responses[0].StartWorkflow.RunId)
        {
            KnownOutcome = updated.Outcome,
        };
        if (options.WaitForStage == WorkflowUpdateStage.Completed)
            await WorkflowUpdateCall.OutcomeAsync(handle, options.Rpc).ConfigureAwait(false);
        return handle;
    }

    private static void Check(WorkflowOptions options)
    {
        if (options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified)
            throw new ArgumentException("An update with start needs an IdConflictPolicy", nameof(options));
        if (options.StartSignal != null || options.StartSignalArgs != null)
            throw new ArgumentException("An update with start cannot signal as well", nameof(options));
        if (options.Rpc != null)
            throw new ArgumentException("The call's options belong to the update, not to the start", nameof(options));
    }

    private static Exception Reason(Exception failure, WithStartWorkflowOperation start)
    {
        var reason = failure is RpcException rpc && Culprit(rpc) is { } culprit ? culprit : failure;
        if (reason is RpcException taken && ErrorDetail.Of<WorkflowExecutionAlreadyStartedFailure>(taken) is { } holder)
            return new WorkflowAlreadyStartedException(taken.Message, start.Options.Id!, start.Workflow, holder.RunId);
        return ErrorDetail.GaveUp(reason) ? new WorkflowUpdateRpcTimeoutOrCanceledException(reason) : reason;
    }

    /// <summary>Of the two operations the one that failed: the other was only aborted because of it.</summary>
    private static RpcException? Culprit(RpcException failure)
    {
        var status = ErrorDetail.Of<MultiOperationExecutionFailure>(failure)?.Statuses.FirstOrDefault(operation =>
            operation.Code != (int)RpcException.StatusCode.OK &&
            !operation.Details.Any(detail => detail.Is(MultiOperationExecutionAborted.Descriptor)));
        if (status == null)
            return null;
        var single = new GrpcStatus { Code = status.Code, Message = status.Message, Details = { status.Details } };
        return new((RpcException.StatusCode)status.Code, status.Message, Google.Protobuf.MessageExtensions.ToByteArray(single));
    }
}
