using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Updates;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>Which code applies which command.</summary>
internal static class CommandTable
{
    public static void Apply(CommandContext context, Command command)
    {
        context.Command = command;
        if (command.CalculateSize() > Limits.BlobBytes)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.PayloadsTooLarge,
                $"Blob data size exceeds limit: the command {command.CommandType} has {command.CalculateSize()} bytes, {Limits.BlobBytes} are allowed. Pass a reference instead.");
        }

        CommandKinds.Check(command);
        switch (command.AttributesCase)
        {
            case Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes:
                ScheduleActivity.Apply(context, command.ScheduleActivityTaskCommandAttributes);
                break;
            case Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes:
                CancelActivity.Apply(context, command.RequestCancelActivityTaskCommandAttributes);
                break;
            case Command.AttributesOneofCase.StartTimerCommandAttributes:
                StartTimer.Apply(context, command.StartTimerCommandAttributes);
                break;
            case Command.AttributesOneofCase.CancelTimerCommandAttributes:
                CancelTimer.Apply(context, command.CancelTimerCommandAttributes);
                break;
            case Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes:
                StartChild.Apply(context, command.StartChildWorkflowExecutionCommandAttributes);
                break;
            case Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes:
                SignalExternal.Apply(context, command.SignalExternalWorkflowExecutionCommandAttributes);
                break;
            case Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes:
                CancelExternal.Apply(context, command.RequestCancelExternalWorkflowExecutionCommandAttributes);
                break;
            case Command.AttributesOneofCase.RecordMarkerCommandAttributes:
                RecordMarker.Apply(context, command.RecordMarkerCommandAttributes);
                break;
            case Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes:
                UpsertSearchAttributes.Apply(context, command.UpsertWorkflowSearchAttributesCommandAttributes);
                break;
            case Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes:
                ModifyProperties.Apply(context, command.ModifyWorkflowPropertiesCommandAttributes);
                break;
            case Command.AttributesOneofCase.ProtocolMessageCommandAttributes:
                UpdateMessages.ApplyPlaced(context, command.ProtocolMessageCommandAttributes.MessageId);
                break;
            default:
                CloseCommands.Apply(context, command);
                break;
        }
    }
}
