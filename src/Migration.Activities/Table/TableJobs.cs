using Migration.Connectors.Tables;
using Migration.Core.Plans;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>From a workflow's words to those of the connectors.</summary>
internal static class TableJobs
{
    public static TableJob ToJob(this TableTask task) => new()
    {
        ExecutionId = task.ExecutionId,
        SourceDatabase = task.SourceDatabase,
        SourceSchema = task.SourceSchema,
        TargetDatabase = task.TargetDatabase,
        TargetSchema = task.TargetSchema,
        Type = task.Type,
        Strategy = task.Strategy,
        Table = task.Table,
        References = task.References,
        SourceMark = task.SourceMark,
        SourceMoment = task.SourceMoment,
        ReadsNow = task.ReadsNow,
        Round = task.Round,
        Shards = task.Shards,
        Configuration = task.Configuration,
        Sample = SampleOf(task),
    };

    /// <summary>A rule that asks for every range has its way.</summary>
    private static RangeSample? SampleOf(TableTask task)
    {
        var rules = task.Validations.Where(rule => rule.Type == ValidationType.Accuracy).ToList();
        return rules.Count > 0 && rules.TrueForAll(rule => rule.Confidence is not null)
            ? new RangeSample((double)rules.Max(rule => rule.Confidence!.Value), (double)rules.Min(rule => rule.Margin ?? ValidationRule.StandardMargin))
            : null;
    }

    public static LogSubject ToLogSubject(this TableTask task) => new(task.ExecutionId, task.Table.SourceTable);
}
