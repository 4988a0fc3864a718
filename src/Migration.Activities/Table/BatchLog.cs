using Microsoft.Extensions.Logging;
using Migration.Connectors.Tables;

namespace Migration.Activities;

/// <summary>A debug line per batch of executions whose plan says <c>verbose</c>. Workers keep this category's debug lines, whatever their own level.</summary>
public sealed partial class BatchLog(ILogger<BatchLog> logger)
{
    public const string Category = "Migration.Activities.BatchLog";

    public void Committed(CopyProgress progress) => Committed(logger, progress.Ranges, progress.Rows, progress.Bytes);

    [LoggerMessage(LogLevel.Debug, "Range {Range} is committed: {Rows} rows and {Bytes} bytes so far")]
    private static partial void Committed(ILogger logger, long range, long rows, long bytes);
}
