using Migration.Core.Errors;
using Migration.Core.Plans;
using Temporalio.Exceptions;

namespace Migration.Workflows;

/// <summary>Why a step of a workflow did not succeed.</summary>
public sealed record StepFailure(string Code, string Message, FailureDetails Details)
{
    /// <summary>Reads what the activity boundary wrote; a failure that came from elsewhere may be over by the next attempt.</summary>
    public static StepFailure From(ActivityFailureException failure) => failure.InnerException switch
    {
        ApplicationFailureException { ErrorType: { } code } told when told.Details.Count > 0 =>
            new(code, told.Message, told.Details.ElementAt<FailureDetails>(0)),
        TimeoutFailureException => new(
            ErrorCodes.Timeout,
            $"The step {failure.ActivityType} took longer than it may.",
            new() { Transient = true }),
        var other => new(
            ErrorCodes.Internal,
            $"The step {failure.ActivityType} failed: {other?.Message ?? failure.Message}",
            new() { Transient = true }),
    };

    /// <summary>The same failure, which also tells of which table.</summary>
    public StepFailure Concerning(TableTask task) => Concerning(
        Place(task.SourceDatabase, task.SourceSchema, task.Table.SourceTable),
        Place(task.TargetDatabase, task.TargetSchema, task.Table.Target));

    /// <summary>The same failure, which also tells between which databases.</summary>
    public StepFailure Concerning(MigrationPlan plan) =>
        Concerning(Place(plan.SourceDatabase, plan.SourceSchema), Place(plan.TargetDatabase, plan.TargetSchema));

    public MigrationError ToError(string id, string? table, DateTimeOffset at, int retries) => new()
    {
        Id = id,
        Code = Code,
        Message = Message,
        Table = table,
        Batch = Details.Batch,
        Sql = Details.Sql,
        Context = Details.Context,
        OccurredAt = at,
        RetryCount = retries,
        Severity = Details.Severity,
        Recommendation = Recommendations.For(Code),
    };

    private StepFailure Concerning(string source, string target) => this with
    {
        Details = Details with { Context = new Dictionary<string, string>(Details.Context) { ["source"] = source, ["target"] = target } },
    };

    private static string Place(params string[] names) => string.Join('.', names.Where(name => name.Length > 0));
}
