namespace Migration.Worker;

/// <summary>Where a worker's log lines go.</summary>
public sealed record WorkerLogOptions
{
    /// <summary>The folder of the rolling JSON files; null means none.</summary>
    public string? Folder { get; init; }

    /// <summary>Lines for a person on standard output.</summary>
    public bool Console { get; init; }

    /// <summary>Debug lines too.</summary>
    public bool Verbose { get; init; }
}
