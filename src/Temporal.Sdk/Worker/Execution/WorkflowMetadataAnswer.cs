using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

/// <summary>The built-in query by which user interfaces learn a workflow's handlers and current details.</summary>
internal static class WorkflowMetadataAnswer
{
    internal const string QueryType = "__temporal_workflow_metadata";

    internal static Payload For(WorkflowContext context)
    {
        var definition = new WorkflowDefinition { Type = context.Info.WorkflowType };
        var handlers = context.Handlers;
        definition.QueryDefinitions.Add(handlers.Queries.Values.Append(handlers.DynamicQuery).OfType<Workflows.WorkflowQueryDefinition>()
            .Select(query => Describe(query.Name, query.Description)).OrderBy(query => query.Name));
        definition.SignalDefinitions.Add(handlers.Signals.Values.Append(handlers.DynamicSignal).OfType<Workflows.WorkflowSignalDefinition>()
            .Select(signal => Describe(signal.Name, signal.Description)).OrderBy(signal => signal.Name));
        definition.UpdateDefinitions.Add(handlers.Updates.Values.Append(handlers.DynamicUpdate).OfType<Workflows.WorkflowUpdateDefinition>()
            .Select(update => Describe(update.Name, update.Description)).OrderBy(update => update.Name));
        // The reader is a tool, so the user's own converter has no say here.
        return DataConverter.Default.PayloadConverter.ToPayload(
            new WorkflowMetadata { Definition = definition, CurrentDetails = context.CurrentDetails });
    }

    private static WorkflowInteractionDefinition Describe(string? name, string? description) =>
        new() { Name = name ?? string.Empty, Description = description ?? string.Empty };
}
