namespace Temporalio.Client;

/// <summary>How calls are repeated after transient errors.</summary>
public class RpcRetryOptions : ICloneable
{
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Share by which an interval may be shorter or longer.</summary>
    public float RandomizationFactor { get; set; } = 0.2F;

    public float Multiplier { get; set; } = 1.5F;

    public TimeSpan MaxInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time after which an error is passed on; null is no limit.</summary>
    public TimeSpan? MaxElapsedTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts in all; 0 is no limit.</summary>
    public int MaxRetries { get; set; } = 10;

    public virtual object Clone() => MemberwiseClone();
}
