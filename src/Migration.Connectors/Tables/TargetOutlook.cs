using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Tables;

/// <summary>What a target looks like before the first write.</summary>
public sealed record TargetOutlook(bool Exists, long Rows, IReadOnlyList<Problem> Problems)
{
    /// <param name="rows">Null where there is no such table.</param>
    /// <param name="reduced">What of the source's table would not be created, a sentence for each thing.</param>
    public static TargetOutlook Of(TableJob job, long? rows, IReadOnlyList<Problem> problems, Func<IEnumerable<string>> reduced)
    {
        IEnumerable<Problem> remarks = rows switch
        {
            { } when job.IsBulk => [TargetRefusal.NotOwned(job.TargetTable)],
            null when problems.Count == 0 => reduced().Select(what => Warning(job, ErrorCodes.SchemaReduced, what, "Map the columns that it needs as they are, or create it by hand.")),
            > 0 when job.IsIncremental => [Warning(job, ErrorCodes.TargetNotEmpty, $"Table '{job.TargetTable}' of the target holds {rows} rows already.", "Those that differ from the source are changed, and those that it lacks are deleted.")],
            > 0 => [Warning(job, ErrorCodes.TargetNotEmpty, $"Table '{job.TargetTable}' of the target holds {rows} rows already.", "Rows are added to them; where keys collide the table stops.")],
            _ => [],
        };
        return new TargetOutlook(rows is not null, rows ?? 0, [.. problems, .. remarks]);
    }

    private static Problem Warning(TableJob job, string code, string message, string fix) => new($"tables.{job.TargetTable}", code, message, fix, Severity.Warning);
}
