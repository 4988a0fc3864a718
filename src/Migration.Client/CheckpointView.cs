using Migration.Core.Checkpoints;

namespace Migration.Client;

/// <summary>The last checkpoint of a table. The cursor stays out: it may hold values of keys.</summary>
public sealed record CheckpointView(string Id, long Rows, long Ranges, DateTimeOffset TakenAt)
{
    public static CheckpointView? Of(Checkpoint? checkpoint) =>
        checkpoint is null ? null : new(checkpoint.Id, checkpoint.Rows, checkpoint.Ranges, checkpoint.TakenAt);
}
