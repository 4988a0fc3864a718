using Migration.Connectors.Tables;
using Migration.Workflows;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>The heartbeat details of a copy.</summary>
internal static class Heartbeats
{
    /// <summary>What the attempt before said last, where it left a commit to the target's engine; null where it left none, or there was no such attempt.</summary>
    public static async Task<CopyHeartbeat?> LeftCommitAsync(ActivityInfo info)
    {
        var last = info.HeartbeatDetails.Count > 0 ? await info.HeartbeatDetailAtAsync<CopyHeartbeat>(0) : null;
        return last?.Commit is null ? null : last with { AwaitsCommit = true };
    }

    /// <summary>Before the first commit: what earlier activities committed.</summary>
    public static CopyHeartbeat Of(TableCopyInput input) => new()
    {
        Table = input.Task.Table.SourceTable,
        Shard = input.Shard,
        Rows = input.Since?.Rows ?? 0,
        Bytes = input.Since?.Bytes ?? 0,
        Ranges = input.Since?.Ranges ?? 0,
        Cursor = input.Since?.Cursor,
        Checkpoint = input.Since,
    };

    public static CopyHeartbeat Of(TableCopyInput input, CopyProgress progress) => new()
    {
        Table = progress.Table,
        Shard = input.Shard,
        Rows = progress.Rows,
        Bytes = progress.Bytes,
        Ranges = progress.Ranges,
        Cursor = progress.Cursor,
        Checkpoint = input.Since,
    };
}
