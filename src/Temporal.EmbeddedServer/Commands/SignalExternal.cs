using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;
using Cause = Temporalio.Api.Enums.V1.SignalExternalWorkflowExecutionFailedCause;

namespace Temporal.EmbeddedServer.Commands;

internal static class SignalExternal
{
    public static void Apply(CommandContext context, SignalExternalWorkflowExecutionCommandAttributes attributes)
    {
        if (attributes.Execution is null or { WorkflowId.Length: 0 } || attributes.SignalName.Length == 0)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes, "WorkflowId or SignalName is not set on SignalExternalWorkflowExecutionCommand.");
        }

        var initiated = context.Append(new()
        {
            SignalExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                Namespace = context.Run.Record.Namespace,
                WorkflowExecution = attributes.Execution,
                SignalName = attributes.SignalName,
                Input = attributes.Input,
                ChildWorkflowOnly = attributes.ChildWorkflowOnly,
                Header = attributes.Header,
            },
        });
        context.Afterwards.Add(() => Send(context, attributes, initiated.EventId));
    }

    private static void Send(CommandContext context, SignalExternalWorkflowExecutionCommandAttributes attributes, long initiatedEventId)
    {
        if (!context.Run.IsOpen)
        {
            return;
        }

        if (TrySend(context, attributes, initiatedEventId) is { } cause)
        {
            context.Run.Receive(context.Transaction, new()
            {
                SignalExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    InitiatedEventId = initiatedEventId,
                    Cause = cause,
                    Namespace = context.Run.Record.Namespace,
                    WorkflowExecution = attributes.Execution,
                    WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                },
            });
            return;
        }

        context.Run.Receive(context.Transaction, new()
        {
            ExternalWorkflowExecutionSignaledEventAttributes = new()
            {
                InitiatedEventId = initiatedEventId,
                Namespace = context.Run.Record.Namespace,
                WorkflowExecution = attributes.Execution,
            },
        });
    }

    private static Cause? TrySend(CommandContext context, SignalExternalWorkflowExecutionCommandAttributes attributes, long initiatedEventId)
    {
        if (ExternalTarget.IsElsewhere(context, attributes.Namespace))
        {
            return Cause.NamespaceNotFound;
        }

        if (ExternalTarget.Find(context, attributes.Execution, attributes.ChildWorkflowOnly) is not { IsOpen: true } target)
        {
            return Cause.ExternalWorkflowExecutionNotFound;
        }

        if (target.Record.SignalCount >= Limits.Signals)
        {
            return Cause.SignalCountLimitExceeded;
        }

        RunSignals.Signal(context.Transaction, target, new()
        {
            SignalName = attributes.SignalName,
            Input = attributes.Input,
            Header = attributes.Header,
            Identity = "history-service",
            ExternalWorkflowExecution = context.Run.Execution,
            RequestId = $"{context.Run.RunId}/{initiatedEventId}",
        });
        return null;
    }
}
