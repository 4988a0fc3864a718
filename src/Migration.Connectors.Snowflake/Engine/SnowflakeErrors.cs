using static Migration.Core.Errors.ErrorCodes;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// Snowflake's codes as failures of ours: one table, looked up by the code, then by the class of the SQL state. Of the
/// state 57014 nothing follows: it stands for cancelling, for a timeout and for a lock. The message of a code that is
/// not known is not shown, since it may repeat values of rows.
/// </summary>
internal static class SnowflakeErrors
{
    private const string Again = "The operation is tried again.";

    /// <param name="Number">Six digits, or the two of a class of SQL states.</param>
    /// <param name="Cause">What happened, after "Database 'x': ".</param>
    internal sealed record Row(string Number, string Code, bool Transient, string Cause, string Fix)
    {
        /// <summary>Snowflake's own message holds no values of rows and may be shown.</summary>
        public bool ShowsMessage { get; init; } = true;
    }

    public static IReadOnlyList<Row> Table { get; } =
    [
        new("000604", Core.Errors.ErrorCodes.Timeout, true, "a statement was cancelled on the server", Again),
        new("000606", ConfigInvalid, false, "there is no warehouse to run a statement", "Name a warehouse in the connection that the role may use."),
        new("000625", DatabaseLocked, true, "a lock was not granted in time", "Look for the transaction that holds it with SHOW LOCKS. " + Again),
        new("000630", Core.Errors.ErrorCodes.Timeout, true, "a statement took longer than its timeout", "Raise statementTimeout, or lower batchSize. " + Again),
        new("000707", SourceChanged, false, "the table has no past at the moment as of which it is read: it was made anew since, or its retention is over", "Roll the table back and retry it: it is then read as it is."),
        new("000904", ColumnUnknown, false, "a column is not there", "Correct its name, or run the plan's validation again."),
        new("001003", StatementFailed, false, "a statement is not understood", "Correct the expression or statement that the message names."),
        new("001795", StatementFailed, false, "a list is too long", "Lower batchSize."),
        new("002002", StatementFailed, false, "an object is there already", "Drop or rename it, or choose another name."),
        new("002003", TableUnknown, false, "an object is not there, or the role may not see it", "Correct its name, or grant the role what it needs."),
        new("002043", SchemaUnknown, false, "an object is not there, or can't be used so", "Correct its name, or grant the role what it needs."),
        new("003001", DatabaseUnreadable, false, "the role may not do this", "Grant the rights that the message names to the role of the connection."),
        new("090073", WarehouseUnusable, false, "the warehouse can't be resumed: a resource monitor has used up its quota", "Raise the quota or wait for its next interval, then retry: what is committed stays."),
        new("090105", ConfigInvalid, false, "no database is current", "Name one as db in the connection."),
        new("100035", ValueRejected, false, "a value does not fit its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100037", ValueRejected, false, "a value does not fit its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100038", ValueRejected, false, "a number does not fit its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100039", ValueRejected, false, "a number has more digits than its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100040", ValueRejected, false, "a date is not one", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100069", ValueRejected, false, "a text is no JSON", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("100072", ConstraintViolated, false, "NULL was to be written into a column that takes none", "Mend or filter the rows of the source, or give the column a defaultValue, then retry."),
        new("100078", ValueRejected, false, "a text is longer than its column", "Shorten or filter such values, or widen the column, then retry.") { ShowsMessage = false },
        new("100090", ConstraintViolated, false, "several rows were to become one", "Mend the rows that share a key.") { ShowsMessage = false },
        new("100132", StatementFailed, false, "one of several statements failed", "Look into QUERY_HISTORY for the query, and correct the statement.") { ShowsMessage = false },
        new("270058", DatabaseIo, true, "a file of rows did not get to its stage", "Look at the room on this machine's disk, and at its way to the account's cloud storage. " + Again),
        new("22", ValueRejected, false, "a value does not fit its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("23", ConstraintViolated, false, "a row violates a constraint", "Mend or filter the rows of the source, or change the constraint, then retry.") { ShowsMessage = false },
        new("42", StatementFailed, false, "a statement failed", "Correct the expression or statement that the message names."),
    ];

    private static readonly Row s_unknown = new("", StatementFailed, false, "a statement failed", "Look into QUERY_HISTORY for the query, and correct the expression or statement.") { ShowsMessage = false };

    private static readonly Dictionary<string, Row> s_rows = Table.ToDictionary(row => row.Number);

    public static SnowflakeFailure Translate(DriverFailure failure, string database) => Told(failure, database, AccountErrors.Find(failure) ?? failure.Kind switch
    {
        DriverFailureKind.Throttled => new Row("", DatabaseLocked, true, "Snowflake takes no more requests for now", "Lower parallelism. " + Again),
        DriverFailureKind.TimedOut => s_rows["000630"],
        DriverFailureKind.Canceled => s_rows["000604"],
        DriverFailureKind.Protocol => new Row("", StatementFailed, false, "a request could not be made", "Lower batchSize, or shorten the value or statement."),
        _ => Find(failure.Code, failure.SqlState),
    });

    public static Row Find(string number, string state) =>
        s_rows.GetValueOrDefault(number) ?? (state.Length == 5 ? s_rows.GetValueOrDefault(state[..2]) : null) ?? s_unknown;

    private static SnowflakeFailure Told(DriverFailure failure, string database, Row row)
    {
        var query = failure.QueryId.Length == 0 ? "" : $", query {failure.QueryId}";
        var detail = row.ShowsMessage ? $"{failure.Message.TrimEnd('.')}{query}" : $"code {failure.Code}{query}";
        return new SnowflakeFailure(row.Code, $"Database '{database}': {row.Cause} ({detail}). {row.Fix}", row.Transient, row.ShowsMessage ? failure.Cause : null) { Refusal = GuardedBlock.RefusalIn(failure.Message) };
    }
}
