using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a worker runs, and how much of it at once.</summary>
public class TemporalWorkerOptions : ICloneable
{
    private IList<ActivityDefinition> activities = [];
    private IList<WorkflowDefinition> workflows = [];

    public TemporalWorkerOptions()
    {
    }

    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>Required.</summary>
    public string? TaskQueue { get; set; }

    public IList<ActivityDefinition> Activities => activities;

    public IList<WorkflowDefinition> Workflows => workflows;

    /// <summary>How this worker names itself in histories; the client's identity when unset.</summary>
    public string? Identity { get; set; }

    /// <summary>Activities that run at the same time; 100 when unset.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Longest time between two heartbeats that reach the service.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two heartbeats of an activity without a heartbeat timeout.</summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities per second that the service hands out from this task queue, to all workers together.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>
    /// Has the activities of this worker's workflows go through the task queue, instead of starting here at once where
    /// the service allows it and there is room. A rate of the task queue does the same.
    /// </summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>How long activities may run on after shutdown was asked for, before they are cancelled.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Runs kept in memory between their tasks; 0 replays a run for every task.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    /// <summary>Workflow tasks that run at the same time; 100 when unset.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Local activities that run at the same time; 100 when unset.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>How long the service waits for this worker before it gives a cached run to any worker.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Share of the workflow task polls that ask for runs which are not cached.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2F;

    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>Exceptions that fail a workflow instead of its workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Answers to queries where a workflow waits.</summary>
    public WorkflowStackTrace WorkflowStackTrace { get; set; }

    /// <summary>Turns deadlock detection off. On by default under a debugger or with TEMPORAL_DEBUG=1.</summary>
    public bool DebugMode { get; set; } = DebugModeByEnvironment || Debugger.IsAttached;

    /// <summary>The client's factory when unset.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal static bool DebugModeByEnvironment { get; } =
        Environment.GetEnvironmentVariable("TEMPORAL_DEBUG") is { } value &&
        (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds every marked method of the type; the instance may be null when all of them are static.</summary>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
            AddActivity(definition);
        return this;
    }

    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var clone = (TemporalWorkerOptions)MemberwiseClone();
        clone.activities = [.. activities];
        clone.workflows = [.. workflows];
        return clone;
    }
}
