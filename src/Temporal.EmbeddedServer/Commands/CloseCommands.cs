using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>The four ways in which a workflow ends its run.</summary>
internal static class CloseCommands
{
    public static bool IsClose(Command command) => command.AttributesCase is
        Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes
        or Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes
        or Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes
        or Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes;

    public static void Apply(CommandContext context, Command command)
    {
        if (!context.Run.IsOpen)
        {
            // Only the first close command counts.
            return;
        }

        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes:
                Complete(context, command.CompleteWorkflowExecutionCommandAttributes);
                break;
            case Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes:
                Fail(context, command.FailWorkflowExecutionCommandAttributes);
                break;
            case Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes:
                Cancel(context, command.CancelWorkflowExecutionCommandAttributes);
                break;
            default:
                ContinueAsNew.Apply(context, command.ContinueAsNewWorkflowExecutionCommandAttributes);
                break;
        }
    }

    private static void Complete(CommandContext context, CompleteWorkflowExecutionCommandAttributes attributes)
    {
        var closeEvent = new Temporalio.Api.History.V1.HistoryEvent
        {
            WorkflowExecutionCompletedEventAttributes = new()
            {
                Result = attributes.Result,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        };
        context.Decorate(closeEvent);
        RunClose.Finally(context.Transaction, context.Run, WorkflowExecutionStatus.Completed, closeEvent);
    }

    private static void Fail(CommandContext context, FailWorkflowExecutionCommandAttributes attributes)
    {
        if (attributes.Failure is null)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.");
        }

        RunClose.Fail(context.Transaction, context.Run, attributes.Failure, context.TaskCompletedEventId, context.Decorate);
    }

    private static void Cancel(CommandContext context, CancelWorkflowExecutionCommandAttributes attributes)
    {
        var closeEvent = new Temporalio.Api.History.V1.HistoryEvent
        {
            WorkflowExecutionCanceledEventAttributes = new()
            {
                Details = attributes.Details,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        };
        context.Decorate(closeEvent);
        RunClose.Finally(context.Transaction, context.Run, WorkflowExecutionStatus.Canceled, closeEvent);
    }
}
