using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class ModifyProperties
{
    public static void Apply(CommandContext context, ModifyWorkflowPropertiesCommandAttributes attributes)
    {
        if (attributes.UpsertedMemo is not { Fields.Count: > 0 } memo)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes, "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        }

        context.Append(new()
        {
            WorkflowPropertiesModifiedEventAttributes = new() { UpsertedMemo = memo, WorkflowTaskCompletedEventId = context.TaskCompletedEventId },
        });
        PayloadMaps.Merge(context.Run.Record.Memo.Fields, memo.Fields);
    }
}
