using System.Globalization;
using Snowflake.Data.Client;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// Failures of Snowflake.Data. It numbers what fails without a server from 270000 on; 3901 and 3903 are the beginnings of
/// Snowflake's codes for users, keys and tokens, of which two only say that a session is gone.
/// </summary>
internal static class DriverFailures
{
    private const int OwnCodes = 270;
    private const string ConnectionState = "08006";

    public static DriverFailure? Of(Exception thrown) => thrown switch
    {
        SnowflakeDbException failure => Of(failure),
        // The caller's own cancellation is no failure and does not come here: the driver gave up by itself.
        OperationCanceledException => Without(DriverFailureKind.TimedOut, thrown),
        HttpRequestException or IOException => Without(DriverFailureKind.Unavailable, thrown),
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    private static DriverFailure Of(SnowflakeDbException failure) => new(
        KindOf(failure), failure.ErrorCode.ToString("D6", CultureInfo.InvariantCulture), failure.SqlState ?? "", failure.QueryId ?? "", Message(failure), failure);

    private static DriverFailure Without(DriverFailureKind kind, Exception thrown) => new(kind, "", "", "", thrown.Message, thrown);

    private static DriverFailureKind KindOf(SnowflakeDbException failure) => failure.ErrorCode switch
    {
        604 or 270005 => DriverFailureKind.Canceled,
        630 => DriverFailureKind.TimedOut,
        270007 or 390111 or 390112 or 390114 => DriverFailureKind.Unavailable,
        270006 or 270008 or 270011 or 270052 or 270055 or 270064 => DriverFailureKind.Authentication,
        // A PUT that did not come to its end, whatever the disk or the cloud storage said.
        270058 => DriverFailureKind.Statement,
        // It wraps what the network says as an internal error of its own.
        _ when failure.ErrorCode / 1000 == OwnCodes => failure.SqlState == ConnectionState || failure.InnerException is HttpRequestException or IOException or OperationCanceledException
            ? DriverFailureKind.Unavailable
            : DriverFailureKind.Protocol,
        >= 390100 and < 390400 => DriverFailureKind.Authentication,
        390505 => DriverFailureKind.Throttled,
        _ => DriverFailureKind.Statement,
    };

    /// <summary>Snowflake's own words, of which the driver's message is a frame.</summary>
    private static string Message(SnowflakeDbException failure)
    {
        const string Before = "Error: ";
        var text = failure.Message.StartsWith(Before, StringComparison.Ordinal) ? failure.Message[Before.Length..] : failure.Message;
        var frame = text.LastIndexOf($" SqlState: {failure.SqlState}, VendorCode:", StringComparison.Ordinal);
        return frame < 0 ? text : text[..frame];
    }
}
