using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>Signals and cancel requests to other workflows, children among them.</summary>
internal sealed class ExternalCalls(WorkflowContext context)
{
    internal ExternalWorkflowHandle<TWorkflow> Handle<TWorkflow>(string id, string? runId) =>
        new ExternalHandle<TWorkflow>(this, id, runId);

    internal Task SignalAsync(
        WorkflowExecution target,
        bool childOnly,
        string signal,
        IReadOnlyCollection<object?> args,
        CancellationToken? cancellationToken)
    {
        context.AssertWritable("signal a workflow");
        var token = cancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromException(new CanceledFailureException("Signal cancelled before scheduled"));
        var done = new TaskCompletionSource();
        var command = SignalCommand(target, childOnly, signal, args, done);
        context.Commands.Issue(command);
        return context.QueueAsync(async () =>
        {
            using var registration = token.Register(() => Withdraw(command, done));
            await done.Task;
        });
    }

    internal Task CancelAsync(WorkflowExecution target)
    {
        context.AssertWritable("cancel a workflow");
        var done = new TaskCompletionSource();
        RequestCancel(target, childOnly: false, _ => { }, done);
        return context.QueueAsync(() => done.Task);
    }

    internal void RequestCancel(
        WorkflowExecution target, bool childOnly, Action<bool> answered, TaskCompletionSource? done = null) =>
        context.Commands.Issue(new()
        {
            Event = EventType.RequestCancelExternalWorkflowExecutionInitiated,
            Subject = $"workflow {target.WorkflowId}",
            Differs = e => SameTarget(
                target, e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution),
            Confirmed = e => context.Operations.Begin(e.EventId, answer =>
            {
                context.Operations.End(e.EventId);
                answered(answer.EventType == EventType.ExternalWorkflowExecutionCancelRequested);
                Answer(answer, "cancel", done);
            }),
            Command = new()
            {
                CommandType = CommandType.RequestCancelExternalWorkflowExecution,
                RequestCancelExternalWorkflowExecutionCommandAttributes = new()
                {
                    Namespace = context.Info.Namespace,
                    WorkflowId = target.WorkflowId,
                    RunId = target.RunId,
                    ChildWorkflowOnly = childOnly,
                },
            },
        });

    private static string? SameTarget(WorkflowExecution target, WorkflowExecution recorded) =>
        recorded.WorkflowId == target.WorkflowId ? null : $"the event is about workflow {recorded.WorkflowId}";

    private IssuedCommand SignalCommand(
        WorkflowExecution target,
        bool childOnly,
        string signal,
        IReadOnlyCollection<object?> args,
        TaskCompletionSource done) => new()
        {
            Event = EventType.SignalExternalWorkflowExecutionInitiated,
            Subject = $"signal '{signal}' to workflow {target.WorkflowId}",
            Differs = e => SameTarget(
                target, e.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution),
            Confirmed = e => context.Operations.Begin(e.EventId, answer =>
            {
                context.Operations.End(e.EventId);
                Answer(answer, "signal", done);
            }),
            Command = new()
            {
                CommandType = CommandType.SignalExternalWorkflowExecution,
                SignalExternalWorkflowExecutionCommandAttributes = new()
                {
                    Namespace = context.Info.Namespace,
                    Execution = target,
                    SignalName = signal,
                    Input = context.PayloadConverter.ToProtoPayloads(args),
                    ChildWorkflowOnly = childOnly,
                },
            },
        };

    private void Withdraw(IssuedCommand command, TaskCompletionSource done)
    {
        // A signal that was sent cannot be taken back: its answer still comes.
        if (command.IsConfirmed || command.Withdrawn)
            return;
        command.Withdraw();
        context.Jobs.Add(
            JobOrder.Resolution,
            () => done.TrySetException(new CanceledFailureException("Signal was cancelled before being sent")));
    }

    private void Answer(HistoryEvent answer, string verb, TaskCompletionSource? done)
    {
        if (done == null)
            return;
        var cause = answer.EventType switch
        {
            EventType.SignalExternalWorkflowExecutionFailed =>
                answer.SignalExternalWorkflowExecutionFailedEventAttributes.Cause.ToString(),
            EventType.RequestCancelExternalWorkflowExecutionFailed =>
                answer.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause.ToString(),
            _ => null,
        };
        context.Jobs.Add(JobOrder.Resolution, () =>
        {
            if (cause == null)
                done.TrySetResult();
            else
                done.TrySetException(new ApplicationFailureException(
                    $"Unable to {verb} external workflow because {cause}", cause));
        });
    }
}
