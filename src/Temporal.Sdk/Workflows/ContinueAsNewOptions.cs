using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What the next run takes over or changes; unset values are those of the current run.</summary>
public class ContinueAsNewOptions : ICloneable
{
    public string? TaskQueue { get; set; }

    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>How long the first task of the next run waits.</summary>
    public TimeSpan? BackoffStartInterval { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
