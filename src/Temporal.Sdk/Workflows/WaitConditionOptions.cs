namespace Temporalio.Workflows;

/// <summary>A condition to wait for.</summary>
public class WaitConditionOptions : ICloneable
{
    public WaitConditionOptions()
        : this(() => false)
    {
    }

    public WaitConditionOptions(
        Func<bool> conditionCheck,
        TimeSpan? timeout = null,
        string? timeoutSummary = null,
        CancellationToken? cancellationToken = null)
    {
        ConditionCheck = conditionCheck;
        Timeout = timeout;
        TimeoutSummary = timeoutSummary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Called many times; must not change workflow state.</summary>
    public Func<bool> ConditionCheck { get; set; }

    public TimeSpan? Timeout { get; set; }

    /// <summary>One line for user interfaces about the timer of the timeout.</summary>
    public string? TimeoutSummary { get; set; }

    /// <summary>Cancels the wait; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
