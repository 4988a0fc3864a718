using Migration.Core.Errors;
using Migration.Workflows;
using Temporalio.Exceptions;

namespace Migration.Activities;

/// <summary>Makes the failures of activities: the one place where an exception becomes what a workflow can read.</summary>
public static class FailureTranslation
{
    // A statement stands in the history once per retry.
    private const int LongestSql = 4_000;

    /// <summary>Final for Temporal, transient or not: the workflow counts retries, because a killed worker must not use them up.</summary>
    /// <param name="step">What the failed step tells of itself.</param>
    public static ApplicationFailureException Translate(Exception exception, IReadOnlyDictionary<string, string> step) => exception switch
    {
        // Without what it was made of, nor the words of one that nobody translated: a driver's may repeat a row's values, and all of it goes into the history.
        MigrationException known => Failure(known.Message, known.Code, Details(known, step)),
        _ => Failure(
            $"An unexpected failure, {exception.GetType().Name}. The worker's log tells where; report it with that.",
            ErrorCodes.Internal,
            new() { Transient = true, Context = new(step) }),
    };

    private static FailureDetails Details(MigrationException known, IReadOnlyDictionary<string, string> step) => new()
    {
        Transient = known.IsTransient,
        Batch = known.Batch,
        Sql = known.Sql is { Length: > LongestSql } sql ? sql[..LongestSql] + "…" : known.Sql,
        Rows = known.Rows,
        Committed = known.Committed,
        Context = step.Concat(known.Context).ToDictionary(),
    };

    private static ApplicationFailureException Failure(string message, string code, FailureDetails details) =>
        new(message, code, nonRetryable: true, details: [details]);
}
