using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity is run. One of the two close timeouts is required.</summary>
public class ActivityOptions : ICloneable
{
    /// <summary>Limit from scheduling to the final result, retries included.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Limit for waiting in the task queue. Not retried.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Limit of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Longest silence between heartbeats before the attempt counts as lost.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>Retries of the service; its own default policy applies when unset.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Cancels this activity; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Task queue of the activity; the workflow's own when unset.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? Summary { get; set; }

    /// <summary>Identifier within the run; a counter when unset.</summary>
    public string? ActivityId { get; set; }

    public Priority? Priority { get; set; }

    /// <summary>Has the activity go through its task queue even where this worker could start it at once.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
