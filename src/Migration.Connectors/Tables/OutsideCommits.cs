namespace Migration.Connectors.Tables;

/// <summary>What a copy and its process tell each other of commits that an engine brings to their end by itself, whatever becomes of the process.</summary>
public sealed record OutsideCommits
{
    /// <summary>Told the engine's name of such a commit as soon as the engine has taken it: a later attempt can wait for it by that name.</summary>
    public Action<string> Accepted { get; init; } = _ => { };

    /// <summary>Cancelled when the process is about to end: such a commit is left to itself then, and the copy ends without it.</summary>
    public CancellationToken Leave { get; init; }
}
