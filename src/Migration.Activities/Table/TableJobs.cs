using Migration.Connectors.Tables;
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
        Round = task.Round,
        Configuration = task.Configuration,
    };

    public static LogSubject ToLogSubject(this TableTask task) => new(task.ExecutionId, task.Table.SourceTable);
}
