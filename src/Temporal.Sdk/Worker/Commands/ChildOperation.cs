using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>One child workflow from its command to its end.</summary>
internal sealed class ChildOperation(
    WorkflowContext context,
    StartChildWorkflowExecutionCommandAttributes child,
    ChildWorkflowCancellationType cancellation)
{
    private readonly TaskCompletionSource<string> started = new();
    private readonly TaskCompletionSource<OperationResult> ended = new();
    private IssuedCommand? start;
    private long initiatedEventId;
    private long startedEventId;
    private string runId = string.Empty;
    private bool over;
    private bool cancelRequested;

    internal string WorkflowId => child.WorkflowId;

    /// <summary>Run id of the started child.</summary>
    internal Task<string> Started => started.Task;

    internal Task<OperationResult> Ended => ended.Task;

    private string Subject => $"child '{child.WorkflowType.Name}' {child.WorkflowId}";

    internal void Start(Api.Sdk.V1.UserMetadata? metadata)
    {
        start = new()
        {
            Event = EventType.StartChildWorkflowExecutionInitiated,
            Subject = Subject,
            Differs = Difference,
            Confirmed = e =>
            {
                initiatedEventId = e.EventId;
                context.Operations.Begin(e.EventId, OnEvent);
            },
            Command = new()
            {
                CommandType = CommandType.StartChildWorkflowExecution,
                StartChildWorkflowExecutionCommandAttributes = child,
                UserMetadata = metadata,
            },
        };
        context.Commands.Issue(start);
    }

    internal void Cancel()
    {
        if (over || cancelRequested)
            return;
        cancelRequested = true;
        if (!start!.IsConfirmed)
        {
            start.Withdraw();
            EndCanceled();
            return;
        }
        if (cancellation != ChildWorkflowCancellationType.Abandon)
            RequestCancel();
        if (cancellation is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
            EndCanceled();
    }

    private string? Difference(HistoryEvent e)
    {
        var recorded = e.StartChildWorkflowExecutionInitiatedEventAttributes;
        return recorded.WorkflowId == child.WorkflowId && recorded.WorkflowType.Name == child.WorkflowType.Name
            ? null
            : $"the event is about child '{recorded.WorkflowType.Name}' {recorded.WorkflowId}";
    }

    private void RequestCancel() => context.Externals.RequestCancel(
        new() { WorkflowId = child.WorkflowId },
        childOnly: true,
        accepted =>
        {
            if (accepted && cancellation == ChildWorkflowCancellationType.WaitCancellationRequested)
                EndCanceled();
        });

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ChildWorkflowExecutionStarted:
                startedEventId = e.EventId;
                runId = e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                if (!over)
                    context.Jobs.Add(JobOrder.Resolution, () => started.TrySetResult(runId));
                return;
            case EventType.StartChildWorkflowExecutionFailed:
                FailStart(e.StartChildWorkflowExecutionFailedEventAttributes);
                break;
            default:
                End(ResultOf(e));
                break;
        }
        context.Operations.End(initiatedEventId);
    }

    private void FailStart(StartChildWorkflowExecutionFailedEventAttributes failed)
    {
        if (over)
            return;
        over = true;
        Exception problem = failed.Cause == StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
            // The event does not say which run is in the way.
            ? new WorkflowAlreadyStartedException(
                "Child workflow already started", failed.WorkflowId, failed.WorkflowType.Name, "<unknown>")
            : new ApplicationFailureException(
                $"Child workflow {failed.WorkflowId} could not start: {failed.Cause}", failed.Cause.ToString());
        context.Jobs.Add(JobOrder.Resolution, () => started.TrySetException(problem));
    }

    private OperationResult ResultOf(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ChildWorkflowExecutionCompleted:
                return new(e.ChildWorkflowExecutionCompletedEventAttributes.Result, null);
            case EventType.ChildWorkflowExecutionFailed:
                var failed = e.ChildWorkflowExecutionFailedEventAttributes;
                return new(null, Wrap("Child Workflow execution failed", failed.Failure, failed.RetryState));
            case EventType.ChildWorkflowExecutionTimedOut:
                var cause = new Failure
                {
                    Message = "Timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                };
                var retryState = e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState;
                return new(null, Wrap("Child Workflow execution timed out", cause, retryState));
            case EventType.ChildWorkflowExecutionTerminated:
                var terminated = new Failure { Message = "Terminated", TerminatedFailureInfo = new() };
                return new(
                    null, Wrap("Child Workflow execution terminated", terminated, RetryState.NonRetryableFailure));
            default:
                return new(null, Canceled(e.ChildWorkflowExecutionCanceledEventAttributes.Details));
        }
    }

    private Failure Canceled(Payloads? details) => Wrap(
        "Child Workflow execution cancelled",
        new() { Message = "Child workflow cancelled", CanceledFailureInfo = new() { Details = details } },
        RetryState.NonRetryableFailure);

    private Failure Wrap(string message, Failure? cause, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = child.Namespace,
            WorkflowExecution = new() { WorkflowId = child.WorkflowId, RunId = runId },
            WorkflowType = child.WorkflowType,
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    };

    private void EndCanceled() => End(new(null, Canceled(null)));

    private void End(OperationResult result)
    {
        if (over)
            return;
        over = true;
        context.Jobs.Add(JobOrder.Resolution, () =>
        {
            // A child that ends before it has started ends in its start.
            if (result.Failure != null && !started.Task.IsCompleted)
                started.TrySetException(context.FailureConverter.ToException(result.Failure, context.PayloadConverter));
            ended.TrySetResult(result);
        });
    }
}
