using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Which workflows a replayer knows, and how it reads their payloads.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    private IList<WorkflowDefinition> workflows = [];

    public IList<WorkflowDefinition> Workflows => workflows;

    public string Namespace { get; set; } = "ReplayNamespace";

    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Turns deadlock detection off.</summary>
    public bool DebugMode { get; set; } = TemporalWorkerOptions.DebugModeByEnvironment;

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Exceptions that fail a workflow instead of its workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var clone = (WorkflowReplayerOptions)MemberwiseClone();
        clone.workflows = [.. workflows];
        return clone;
    }
}
