using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a local activity is run. One of the two close timeouts is required.</summary>
public class LocalActivityOptions : ICloneable
{
    /// <summary>Limit from scheduling to the final result, retries included.</summary>
    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    /// <summary>Limit for waiting until the worker has a free place. Not retried.</summary>
    public TimeSpan? ScheduleToStartTimeout { get; set; }

    /// <summary>Limit of one attempt.</summary>
    public TimeSpan? StartToCloseTimeout { get; set; }

    /// <summary>Retries of the worker; without end when unset.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    /// <summary>Cancels this activity; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Identifier within the run; a counter when unset.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Waits for a retry that are longer than this are durable timers; one minute when unset.</summary>
    public TimeSpan? LocalRetryThreshold { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? Summary { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
