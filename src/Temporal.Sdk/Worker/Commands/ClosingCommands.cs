using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>Commands that end a run.</summary>
internal static class ClosingCommands
{
    internal static IssuedCommand Complete(Payload result) => new()
    {
        Event = EventType.WorkflowExecutionCompleted,
        Command = new()
        {
            CommandType = CommandType.CompleteWorkflowExecution,
            CompleteWorkflowExecutionCommandAttributes = new() { Result = new() { Payloads_ = { result } } },
        },
    };

    internal static IssuedCommand Fail(Failure failure) => new()
    {
        Event = EventType.WorkflowExecutionFailed,
        Command = new()
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
        },
    };

    internal static IssuedCommand Cancel() => new()
    {
        Event = EventType.WorkflowExecutionCanceled,
        Command = new()
        {
            CommandType = CommandType.CancelWorkflowExecution,
            CancelWorkflowExecutionCommandAttributes = new(),
        },
    };

    internal static IssuedCommand ContinueAsNew(ContinueAsNewException next, WorkflowContext context)
    {
        var options = next.Options ?? new();
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes
        {
            WorkflowType = new() { Name = next.WorkflowName },
            TaskQueue = new() { Name = options.TaskQueue ?? context.Info.TaskQueue },
            Input = context.PayloadConverter.ToProtoPayloads(next.Args),
            WorkflowRunTimeout = options.RunTimeout.ToProto(),
            WorkflowTaskTimeout = options.TaskTimeout.ToProto(),
            BackoffStartInterval = options.BackoffStartInterval.ToProto(),
            RetryPolicy = (options.RetryPolicy ?? context.Info.RetryPolicy)?.ToProto(),
            Memo = options.Memo == null ? context.Properties.MemoProto() : context.PayloadConverter.ToMemo(options.Memo),
            SearchAttributes = (options.TypedSearchAttributes ?? context.Properties.SearchAttributes).ToProto(),
            Initiator = ContinueAsNewInitiator.Workflow,
        };
        return new()
        {
            Event = EventType.WorkflowExecutionContinuedAsNew,
            Command = new()
            {
                CommandType = CommandType.ContinueAsNewWorkflowExecution,
                ContinueAsNewWorkflowExecutionCommandAttributes = attributes,
            },
        };
    }
}
