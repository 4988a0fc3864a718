using Migration.Core.Errors;
using Migration.Workflows;
using Temporalio.Exceptions;

namespace Migration.Activities;

/// <summary>Makes the failures of activities: the one place where an exception becomes what a workflow can read.</summary>
public static class FailureTranslation
{
    /// <summary>Final for Temporal, transient or not: the workflow counts retries, because a killed worker must not use them up.</summary>
    public static ApplicationFailureException Translate(Exception exception) => exception switch
    {
        MigrationException known => Failure(
            known.Message, known, known.Code, new() { Transient = known.IsTransient, Batch = known.Batch, Sql = known.Sql }),
        _ => Failure(
            $"An unexpected failure, {exception.GetType().Name}: {exception.Message}", exception, ErrorCodes.Internal, new() { Transient = true }),
    };

    private static ApplicationFailureException Failure(string message, Exception inner, string code, FailureDetails details) =>
        new(message, inner, code, nonRetryable: true, details: [details]);
}
