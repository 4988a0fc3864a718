using Microsoft.Extensions.Logging;
using Migration.Connectors.Tables;

namespace Migration.Activities;

/// <summary>A debug line per batch of executions whose plan says <c>verbose</c>. Workers keep this category's debug lines, whatever their own level.</summary>
public sealed partial class BatchLog(ILogger<BatchLog> logger)
{
    public const string Category = "Migration.Activities.BatchLog";

    /// <param name="shard">Null where the table is not cut.</param>
    public void Committed(CopyProgress progress, int? shard) => Committed(logger, RangeName.Of(progress.Ranges, shard), progress.Rows, progress.Bytes);

    [LoggerMessage(LogLevel.Debug, "{Range} is committed: {Rows} rows and {Bytes} bytes so far")]
    private static partial void Committed(ILogger logger, string range, long rows, long bytes);
}
