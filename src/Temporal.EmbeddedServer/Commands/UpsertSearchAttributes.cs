using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class UpsertSearchAttributes
{
    public static void Apply(CommandContext context, UpsertWorkflowSearchAttributesCommandAttributes attributes)
    {
        var upserted = attributes.SearchAttributes ?? new SearchAttributes();
        try
        {
            context.Transaction.SearchAttributes.Check(upserted);
        }
        catch (GrpcException problem)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadSearchAttributes, problem.Message);
        }

        context.Append(new()
        {
            UpsertWorkflowSearchAttributesEventAttributes = new()
            {
                SearchAttributes = upserted,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
        PayloadMaps.Merge(context.Run.Record.SearchAttributes.IndexedFields, context.Transaction.SearchAttributes.Typed(upserted).IndexedFields);
    }
}
