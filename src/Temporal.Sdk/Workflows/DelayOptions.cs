namespace Temporalio.Workflows;

/// <summary>A durable timer.</summary>
public class DelayOptions : ICloneable
{
    public DelayOptions()
        : this(TimeSpan.Zero)
    {
    }

    public DelayOptions(int millisecondsDelay, string? summary = null, CancellationToken? cancellationToken = null)
        : this(TimeSpan.FromMilliseconds(millisecondsDelay), summary, cancellationToken)
    {
    }

    public DelayOptions(TimeSpan delay, string? summary = null, CancellationToken? cancellationToken = null)
    {
        Delay = delay;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>Zero counts as one millisecond; infinite waits for the token alone.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>One line for user interfaces.</summary>
    public string? Summary { get; set; }

    /// <summary>Cancels the timer; <see cref="Workflow.CancellationToken" /> when unset.</summary>
    public CancellationToken? CancellationToken { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
