namespace Migration.Cli.Results;

/// <summary>What `server stop` did.</summary>
/// <param name="Pid">Of the host that was stopped; null where none ran.</param>
internal sealed record HostStopped(bool Stopped, int? Pid);
