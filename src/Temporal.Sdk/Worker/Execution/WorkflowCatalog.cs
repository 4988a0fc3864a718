using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The workflow types that a worker knows.</summary>
internal sealed class WorkflowCatalog
{
    private readonly Dictionary<string, WorkflowDefinition> named = [];
    private readonly WorkflowDefinition? dynamic;

    internal WorkflowCatalog(IEnumerable<WorkflowDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!definition.Instantiable)
            {
                throw new ArgumentException(
                    $"Workflow {definition.Name} has no constructor that the worker can call: it needs a " +
                    "parameterless one or one marked WorkflowInit. Workflows take no injected services.");
            }
            if (definition.Name == null)
                dynamic = dynamic == null ? definition : throw new ArgumentException("More than one dynamic workflow");
            else if (!named.TryAdd(definition.Name, definition))
                throw new ArgumentException($"More than one workflow named {definition.Name}");
        }
    }

    internal WorkflowDefinition Find(string type)
    {
        if (named.TryGetValue(type, out var definition))
            return definition;
        return dynamic ?? throw new ApplicationFailureException(
            $"Workflow type {type} is not registered on this worker. It knows: " +
            string.Join(", ", named.Keys.Order(StringComparer.Ordinal)),
            "NotFoundError");
    }
}
