using System.ComponentModel.DataAnnotations;
using Migration.Core.Configuration;

namespace Migration.Worker;

/// <summary>What a worker is told by its host. Checked when the host starts.</summary>
public sealed class MigrationWorkerOptions
{
    /// <summary>host:port of the Temporal service.</summary>
    [Required]
    [RegularExpression(@"^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$", ErrorMessage = "The address of the Temporal service must be host:port.")]
    public string Address { get; set; } = "";

    [Required]
    public string Namespace { get; set; } = "default";

    /// <summary>Null means a connection without TLS, unless there is an API key.</summary>
    public TlsSettings? Tls { get; set; }

    /// <summary>A secret; never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Who this worker is for Temporal; null lets the SDK name process and machine.</summary>
    public string? Identity { get; set; }

    /// <summary>The databases that plans name.</summary>
    public IReadOnlyDictionary<string, DatabaseEntry> Databases { get; set; } = new Dictionary<string, DatabaseEntry>();

    /// <summary>Activities at once, over all executions: each holds up to two database connections.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrentActivities { get; set; } = 50;

    /// <summary>How long a worker that is told to end waits for batches in flight.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long heartbeats are held back at most: a pause is noticed within this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:02")]
    public TimeSpan HeartbeatThrottle { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a workflow waits for the worker that knows it before another one takes over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan StickyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Takes over what the configuration file says of Temporal and the databases.</summary>
    public MigrationWorkerOptions With(DeploymentConfiguration configuration, string address)
    {
        Address = address;
        Namespace = configuration.Temporal.Namespace;
        Tls = configuration.Temporal.Tls;
        ApiKey = configuration.Temporal.ApiKey;
        Databases = configuration.Databases;
        return this;
    }
}
