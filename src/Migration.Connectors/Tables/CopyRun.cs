namespace Migration.Connectors.Tables;

/// <summary>One slice of copying.</summary>
/// <param name="CheckpointInterval">How long to copy before returning a checkpoint; at least one batch is written.</param>
public sealed record CopyRun(TimeSpan CheckpointInterval);
