using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class CancelExternal
{
    public static void Apply(CommandContext context, RequestCancelExternalWorkflowExecutionCommandAttributes attributes)
    {
        if (attributes.WorkflowId.Length == 0)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
                "WorkflowId is not set on RequestCancelExternalWorkflowExecutionCommand.");
        }

        var execution = new WorkflowExecution { WorkflowId = attributes.WorkflowId, RunId = attributes.RunId };
        var initiated = context.Append(new()
        {
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                Namespace = context.Run.Record.Namespace,
                WorkflowExecution = execution,
                ChildWorkflowOnly = attributes.ChildWorkflowOnly,
                Reason = attributes.Reason,
            },
        });
        context.Afterwards.Add(() => Send(context, execution, attributes, initiated.EventId));
    }

    private static void Send(
        CommandContext context, WorkflowExecution execution, RequestCancelExternalWorkflowExecutionCommandAttributes attributes, long initiatedEventId)
    {
        var run = context.Run;
        if (!run.IsOpen)
        {
            return;
        }

        var elsewhere = ExternalTarget.IsElsewhere(context, attributes.Namespace);
        if (elsewhere || ExternalTarget.Find(context, execution, attributes.ChildWorkflowOnly) is not { } target)
        {
            run.Receive(context.Transaction, new()
            {
                RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    InitiatedEventId = initiatedEventId,
                    Cause = elsewhere
                        ? CancelExternalWorkflowExecutionFailedCause.NamespaceNotFound
                        : CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    Namespace = run.Record.Namespace,
                    WorkflowExecution = execution,
                    WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                },
            });
            return;
        }

        RunSignals.RequestCancel(
            context.Transaction,
            target,
            new() { Cause = attributes.Reason, ExternalInitiatedEventId = initiatedEventId, ExternalWorkflowExecution = run.Execution },
            $"{run.RunId}/{initiatedEventId}");
        run.Receive(context.Transaction, new()
        {
            ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
            {
                InitiatedEventId = initiatedEventId,
                Namespace = run.Record.Namespace,
                WorkflowExecution = execution,
            },
        });
    }
}
