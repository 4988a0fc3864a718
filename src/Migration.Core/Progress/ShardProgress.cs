using Migration.Core.Checkpoints;

namespace Migration.Core.Progress;

/// <summary>A moment of one part of a table.</summary>
/// <param name="Number">From 1.</param>
public sealed record ShardProgress(int Number, bool Done, Checkpoint? Checkpoint);
