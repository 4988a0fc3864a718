using static Migration.Core.Errors.ErrorCodes;

namespace Migration.Connectors.Sqlite.Engine;

/// <summary>SQLite's result codes as failures of ours: one table, looked up by the extended code, then by the primary one.</summary>
internal static class SqliteErrors
{
    public const int Interrupted = 9;

    /// <param name="Cause">What happened, after "Database 'x': ".</param>
    internal sealed record Row(int ResultCode, string Code, bool Transient, string Cause, string Fix);

    public static IReadOnlyList<Row> Table { get; } =
    [
        new(1, StatementFailed, false, "a statement failed", "Correct the expression or statement that the message names."),
        new(3, DatabaseUnreadable, false, "access is denied", "Give the user that runs the migration the right to read and write the file and its folder."),
        new(5, DatabaseLocked, true, "it is locked by another connection", "Close the program that holds it, or wait; the operation is tried again."),
        new(6, DatabaseLocked, true, "a table is locked", "Close the program that holds it, or wait; the operation is tried again."),
        new(7, DatabaseIo, true, "SQLite ran out of memory", "Lower memoryLimit or batchSize, or give the process more memory."),
        new(8, DatabaseReadOnly, false, "it is read-only", "Make the file and its folder writable, or choose another target."),
        new(776, DatabaseUnreadable, false, "it holds an unfinished transaction of another program", "Open it once with that program or with sqlite3, so that the transaction is taken back, then retry."),
        new(10, DatabaseIo, true, "reading or writing the file failed", "Check the disk and its connection; the operation is tried again."),
        new(11, DatabaseInvalid, false, "the file is damaged", "Restore it, or recover it with sqlite3's .recover, then retry."),
        new(13, DatabaseFull, false, "the disk is full", "Free space on the disk, then retry: what is committed stays."),
        new(14, DatabaseUnreadable, false, "the file can't be opened", "Check that the path exists and that the user that runs the migration may read it; where the database is in WAL mode, its folder must be writable too."),
        new(15, DatabaseLocked, true, "its locks are contended", "Wait; the operation is tried again."),
        new(17, StatementFailed, true, "its schema changed meanwhile", "Nothing is to be done; the operation is tried again."),
        new(18, StatementFailed, false, "a value is larger than SQLite allows", "Filter out or shorten values over one billion bytes."),
        new(19, ConstraintViolated, false, "a row violates a constraint", "Mend or filter the rows of the source, or change the constraint, then retry."),
        new(787, ForeignKeyViolated, false, "a row points to a row that is not there", "Copy the referenced table too, or mend the source, then retry."),
        new(20, ConstraintViolated, false, "a value does not fit the type of its column", "Convert or filter the value, then retry."),
        new(21, Internal, false, "SQLite was called in a wrong way", "Report this with the message."),
        new(22, DatabaseIo, false, "the file is larger than this system supports", "Use a file system that supports large files."),
        new(23, DatabaseUnreadable, false, "access is denied", "Give the user that runs the migration the right to read and write the file and its folder."),
        new(25, Internal, false, "SQLite was called in a wrong way", "Report this with the message."),
        new(26, DatabaseInvalid, false, "the file is not a SQLite database", "Correct the path, or decrypt the file if it is encrypted."),
    ];

    private static readonly Dictionary<int, Row> s_rows = Table.ToDictionary(r => r.ResultCode);

    public static Row Find(int extendedCode) =>
        s_rows.GetValueOrDefault(extendedCode) ?? s_rows.GetValueOrDefault(extendedCode & 0xff) ?? s_rows[1];

    /// <param name="failed">What was sent and what SQLite says of it: names of tables and columns, never values.</param>
    public static Exception Translate(int extendedCode, (string? Sql, string Detail) failed, string database)
    {
        if ((extendedCode & 0xff) == Interrupted)
            return new OperationCanceledException($"A statement on database '{database}' was interrupted.");
        var row = Find(extendedCode);
        return new SqliteFailure(row.Code, extendedCode, $"Database '{database}': {row.Cause} ({failed.Detail}). {row.Fix}", row.Transient) { Sql = failed.Sql };
    }
}
