namespace Migration.Core.Configuration;

/// <summary>What <c>snowflake-deploy.yaml</c> says: the databases that plans name, and the Temporal service.</summary>
public sealed record DeploymentConfiguration
{
    /// <summary>The file it was read from; null where there is none and the defaults hold.</summary>
    public string? File { get; init; }

    public IReadOnlyDictionary<string, DatabaseEntry> Databases { get; init; } = new Dictionary<string, DatabaseEntry>();

    public TemporalSettings Temporal { get; init; } = new();
}
