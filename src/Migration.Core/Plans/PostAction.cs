namespace Migration.Core.Plans;

/// <summary>A statement that runs on the target after every table has been validated, once per execution.</summary>
public sealed record PostAction
{
    public required string Name { get; init; }
    /// <summary>One statement in the target's dialect; it may run again after a crash and must bear that.</summary>
    public required string Statement { get; init; }
    /// <summary>A failure is reported and the migration completes.</summary>
    public bool ContinueOnError { get; init; }
}
