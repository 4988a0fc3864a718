using Temporalio.Api.Command.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;
using ApiParentClosePolicy = Temporalio.Api.Enums.V1.ParentClosePolicy;

namespace Temporalio.Worker.Commands;

/// <summary>The child workflows that a run starts.</summary>
internal sealed class ChildCalls(WorkflowContext context)
{
    internal Task<ChildWorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options)
    {
        context.AssertWritable("start a child workflow");
        var token = options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
        {
            return Task.FromException<ChildWorkflowHandle<TWorkflow, TResult>>(
                new CanceledFailureException("Child cancelled before scheduled"));
        }
        var child = new ChildOperation(context, Attributes(workflow, args, options), options.CancellationType);
        child.Start(context.PayloadConverter.ToMetadata(options.StaticSummary, options.StaticDetails));
        var started = new TaskCompletionSource<ChildWorkflowHandle<TWorkflow, TResult>>();
        _ = context.QueueAsync(async () =>
        {
            using var registration = token.Register(child.Cancel);
            var result = await FollowAsync(child, started);
            if (result != null)
                await child.Ended;
        });
        return started.Task;
    }

    private async Task<ChildHandle<TWorkflow, TResult>?> FollowAsync<TWorkflow, TResult>(
        ChildOperation child, TaskCompletionSource<ChildWorkflowHandle<TWorkflow, TResult>> started)
    {
        try
        {
            var handle = new ChildHandle<TWorkflow, TResult>(context, child, await child.Started);
            started.SetResult(handle);
            return handle;
        }
        catch (FailureException e)
        {
            started.SetException(e);
            return null;
        }
    }

    private StartChildWorkflowExecutionCommandAttributes Attributes(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) => new()
        {
            Namespace = context.Info.Namespace,
            WorkflowId = options.Id ?? Workflow.NewGuid().ToString(),
            WorkflowType = new() { Name = workflow },
            TaskQueue = new() { Name = options.TaskQueue ?? context.Info.TaskQueue },
            Input = context.PayloadConverter.ToProtoPayloads(args),
            WorkflowExecutionTimeout = options.ExecutionTimeout.ToProto(),
            WorkflowRunTimeout = options.RunTimeout.ToProto(),
            WorkflowTaskTimeout = options.TaskTimeout.ToProto(),
            ParentClosePolicy = (ApiParentClosePolicy)options.ParentClosePolicy,
            WorkflowIdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = options.Memo == null ? null : context.PayloadConverter.ToMemo(options.Memo),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            Priority = options.Priority?.ToProto(),
        };
}
