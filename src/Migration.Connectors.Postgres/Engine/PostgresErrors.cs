using System.Text.RegularExpressions;
using Npgsql;
using static Migration.Core.Errors.ErrorCodes;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>PostgreSQL's SQLSTATEs as failures of ours: one table, looked up by the whole state, then by its class.</summary>
internal static partial class PostgresErrors
{
    public const string ConnectionLost = "08006";
    public const string EncryptionRefused = "08001";

    private const string Again = "The operation is tried again.";

    /// <param name="State">Five characters, or the two of a class.</param>
    /// <param name="Cause">What happened, after "Database 'x': ".</param>
    internal sealed record Row(string State, string Code, bool Transient, string Cause, string Fix)
    {
        /// <summary>The engine's own message names no values of rows and may be shown.</summary>
        public bool ShowsMessage { get; init; } = true;
    }

    public static IReadOnlyList<Row> Table { get; } =
    [
        new("08", DatabaseIo, true, "the connection was lost or could not be made", "Check the host, the port and that the server runs. " + Again),
        new(EncryptionRefused, DatabaseUnreadable, false, "an encrypted connection could not be made", "Let the server offer TLS with a certificate that Root Certificate vouches for, or correct SSL Mode of the connection."),
        new("0A", StatementFailed, false, "a feature is not supported there", "Correct the statement that the message names."),
        new("22", ValueRejected, false, "a value does not fit its column", "Convert or filter such values, or change the column's type, then retry.") { ShowsMessage = false },
        new("22P05", ValueRejected, false, "a character has no equal in the database's encoding", "Convert or filter such text, or use a database in UTF8, then retry.") { ShowsMessage = false },
        new("23", ConstraintViolated, false, "a row violates a constraint", "Mend or filter the rows of the source, or change the constraint, then retry."),
        new("23503", ForeignKeyViolated, false, "a row points to a row that is not there", "Copy the referenced table too, or mend the source, then retry."),
        new("25006", DatabaseReadOnly, false, "it takes no writes: it is a standby or read-only", "Connect to the primary, or choose another target."),
        new("25P03", DatabaseIo, true, "a transaction was idle too long and was ended", Again),
        new("28", DatabaseUnreadable, false, "the server refuses this user", "Correct user name and password in the configuration, or pg_hba.conf of the server."),
        new("3D000", DatabaseMissing, false, "the server has no such database", "Create it, or correct Database in the connection."),
        new("3F000", SchemaUnknown, false, "a schema is not there", "Create it, or correct its name."),
        new("40", DatabaseLocked, true, "a transaction collided with another one", Again),
        new("42", StatementFailed, false, "a statement failed", "Correct the expression or statement that the message names."),
        new("42501", DatabaseUnreadable, false, "the user may not do this", "Grant the rights that the message names to the user of the connection."),
        new("42703", ColumnUnknown, false, "a column is not there", "Correct its name, or run the plan's validation again."),
        new("42P01", TableUnknown, false, "a table is not there", "Correct its name, or run the plan's validation again."),
        new("53", DatabaseIo, true, "the server lacks resources", "Free some, or lower parallelism. " + Again),
        new("53100", DatabaseFull, false, "the server's disk is full", "Free space on the disk, then retry: what is committed stays."),
        new("53300", DatabaseLocked, true, "the server takes no more connections", "Lower parallelism or raise max_connections. " + Again),
        new("54", StatementFailed, false, "a limit of the server is exceeded", "Lower batchSize, or shorten the value or statement."),
        new("55", DatabaseLocked, true, "an object is in use", Again),
        new("55P03", DatabaseLocked, true, "a lock was not granted in time", "Close the session that holds it, or raise lockTimeout. " + Again),
        new("57", DatabaseIo, true, "the server ended the session", Again),
        new("57014", Core.Errors.ErrorCodes.Timeout, true, "a statement took longer than statementTimeout or was cancelled", "Raise statementTimeout, or lower batchSize. " + Again),
        new("57P03", DatabaseIo, true, "the server starts or stops", Again),
        new("57P04", DatabaseMissing, false, "the database was dropped", "Restore it, or correct Database in the connection."),
        new("58", DatabaseIo, true, "the server could not read or write a file", "Check the server's disk. " + Again),
        new("XX", Internal, false, "the server failed within", "Look into the server's log."),
        new("XX001", DatabaseInvalid, false, "a table's data is damaged", "Restore it from a backup, then retry."),
        new("XX002", DatabaseInvalid, false, "an index is damaged", "Rebuild it with REINDEX, then retry."),
    ];

    private static readonly Dictionary<string, Row> s_rows = Table.ToDictionary(r => r.State);

    public static Row Find(string state) =>
        s_rows.GetValueOrDefault(state) ?? s_rows.GetValueOrDefault(state[..2]) ?? s_rows["42"];

    public static PostgresFailure Translate(Exception failure, string database) => failure switch
    {
        PostgresException reported => Reported(reported, database),
        _ => Lost(failure, database),
    };

    private static PostgresFailure Reported(PostgresException failure, string database)
    {
        var row = Find(failure.SqlState);
        var detail = row.ShowsMessage ? failure.MessageText : $"SQLSTATE {failure.SqlState}";
        return new PostgresFailure(row.Code, failure.SqlState, $"Database '{database}': {row.Cause} ({detail}{Place(failure)}). {row.Fix}", row.Transient, failure);
    }

    private static PostgresFailure Lost(Exception failure, string database)
    {
        var row = Find(IsEncryption(failure) ? EncryptionRefused : ConnectionLost);
        return new PostgresFailure(row.Code, row.State is EncryptionRefused ? EncryptionRefused : ConnectionLost, $"Database '{database}': {row.Cause} ({Reason(failure)}). {row.Fix}", row.Transient, failure);
    }

    // Npgsql has no type for a server that offers none.
    private static bool IsEncryption(Exception failure) =>
        failure.InnerException is System.Security.Authentication.AuthenticationException || failure.Message.StartsWith("SSL ", StringComparison.Ordinal);

    // The innermost says which: refused, reset, no such host, timed out.
    private static string Reason(Exception failure) => (failure.InnerException ?? failure).Message;

    // "COPY orders, line 3, column price: "abc"": all but the value.
    private static string Place(PostgresException failure)
    {
        if (failure.Where is { } where && CopyPlace().Match(where) is { Success: true } place)
            return $", table {place.Groups[1].Value}, row {place.Groups[2].Value} of the batch" + (place.Groups[3].Success ? $", column {place.Groups[3].Value}" : "");
        return failure.ColumnName is { } column && !failure.MessageText.Contains(column, StringComparison.Ordinal) ? $", column {column}" : "";
    }

    [GeneratedRegex(@"^COPY (.+?), line (\d+)(?:, column ([^:]+))?", RegexOptions.CultureInvariant)]
    private static partial Regex CopyPlace();
}
