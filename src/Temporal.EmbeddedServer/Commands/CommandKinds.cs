using Temporalio.Api.Command.V1;
using Attributes = Temporalio.Api.Command.V1.Command.AttributesOneofCase;
using Cause = Temporalio.Api.Enums.V1.WorkflowTaskFailedCause;

namespace Temporal.EmbeddedServer.Commands;

/// <summary>Which attributes a command of each type carries, and how a workflow task fails that sends it without them.</summary>
internal static class CommandKinds
{
    private static readonly Dictionary<CommandType, (Attributes Attributes, Cause WithoutThem)> Known = new()
    {
        [CommandType.ScheduleActivityTask] = (Attributes.ScheduleActivityTaskCommandAttributes, Cause.BadScheduleActivityAttributes),
        [CommandType.RequestCancelActivityTask] = (Attributes.RequestCancelActivityTaskCommandAttributes, Cause.BadRequestCancelActivityAttributes),
        [CommandType.StartTimer] = (Attributes.StartTimerCommandAttributes, Cause.BadStartTimerAttributes),
        [CommandType.CancelTimer] = (Attributes.CancelTimerCommandAttributes, Cause.BadCancelTimerAttributes),
        [CommandType.RecordMarker] = (Attributes.RecordMarkerCommandAttributes, Cause.BadRecordMarkerAttributes),
        [CommandType.StartChildWorkflowExecution] = (Attributes.StartChildWorkflowExecutionCommandAttributes, Cause.BadStartChildExecutionAttributes),
        [CommandType.SignalExternalWorkflowExecution] =
            (Attributes.SignalExternalWorkflowExecutionCommandAttributes, Cause.BadSignalWorkflowExecutionAttributes),
        [CommandType.RequestCancelExternalWorkflowExecution] =
            (Attributes.RequestCancelExternalWorkflowExecutionCommandAttributes, Cause.BadRequestCancelExternalWorkflowExecutionAttributes),
        [CommandType.UpsertWorkflowSearchAttributes] = (Attributes.UpsertWorkflowSearchAttributesCommandAttributes, Cause.BadSearchAttributes),
        [CommandType.ModifyWorkflowProperties] = (Attributes.ModifyWorkflowPropertiesCommandAttributes, Cause.BadModifyWorkflowPropertiesAttributes),
        [CommandType.ProtocolMessage] = (Attributes.ProtocolMessageCommandAttributes, Cause.BadUpdateWorkflowExecutionMessage),
        [CommandType.CompleteWorkflowExecution] = (Attributes.CompleteWorkflowExecutionCommandAttributes, Cause.BadCompleteWorkflowExecutionAttributes),
        [CommandType.FailWorkflowExecution] = (Attributes.FailWorkflowExecutionCommandAttributes, Cause.BadFailWorkflowExecutionAttributes),
        [CommandType.CancelWorkflowExecution] = (Attributes.CancelWorkflowExecutionCommandAttributes, Cause.BadCancelWorkflowExecutionAttributes),
        [CommandType.ContinueAsNewWorkflowExecution] =
            (Attributes.ContinueAsNewWorkflowExecutionCommandAttributes, Cause.BadContinueAsNewAttributes),
    };

    /// <summary>Refuses a command whose type and attributes do not belong together: it could mean either.</summary>
    public static void Check(Command command)
    {
        if (!Known.TryGetValue(command.CommandType, out var kind))
        {
            throw new BadCommandException(Cause.FeatureDisabled, $"This server knows no command {command.CommandType}.");
        }

        if (command.AttributesCase != kind.Attributes)
        {
            throw new BadCommandException(kind.WithoutThem, $"{kind.Attributes} is not set on a command {command.CommandType}; it has {command.AttributesCase}.");
        }
    }
}
