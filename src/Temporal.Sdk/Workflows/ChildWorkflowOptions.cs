using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a child workflow is started.</summary>
public class ChildWorkflowOptions : ICloneable
{
    /// <summary>Workflow id of the child; a deterministic GUID when unset.</summary>
    public string? Id { get; set; }

    /// <summary>Task queue of the child; the parent's own when unset.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>One line for user interfaces, fixed at start.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Several lines for user interfaces, fixed at start.</summary>
    public string? StaticDetails { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public ChildWorkflowCancellationType CancellationType { get; set; } =
        ChildWorkflowCancellationType.WaitCancellationCompleted;

    /// <summary>Cancels this child; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public ParentClosePolicy ParentClosePolicy { get; set; } = ParentClosePolicy.Terminate;

    /// <summary>Limit of the whole chain of runs.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Limit of one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Limit of one workflow task.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public string? CronSchedule { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public Priority? Priority { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
