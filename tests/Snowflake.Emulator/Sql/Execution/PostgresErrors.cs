using Npgsql;
using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>PostgreSQL's failures under Snowflake's codes.</summary>
internal static class PostgresErrors
{
    public static EngineException Translate(PostgresException failure, SessionState session) => failure.SqlState switch
    {
        ['S', '9', .. var digits] => new($"000{digits}", "02000", failure.MessageText),
        ['S', '0', .. var digits] => new($"100{digits}", State(digits), failure.MessageText),
        PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter => new("100069", "22P02", $"Error parsing JSON: {failure.MessageText}"),
        PostgresErrorCodes.NumericValueOutOfRange => new("100039", "22003", $"Numeric value is out of range: {failure.MessageText}"),
        PostgresErrorCodes.DivisionByZero => new("100051", "22012", "Division by zero"),
        PostgresErrorCodes.NotNullViolation => new("100072", "22000", $"NULL result in a non-nullable column{Column(failure, session)}"),
        PostgresErrorCodes.CheckViolation => new("100133", "23514", $"CHECK constraint '{failure.ConstraintName}' was violated."),
        PostgresErrorCodes.CardinalityViolation when failure.MessageText.StartsWith("MERGE", StringComparison.Ordinal) => new("100090", "42P18", "Duplicate row detected during DML action"),
        PostgresErrorCodes.CardinalityViolation => new("090150", "22000", "Single-row subquery returns more than one row."),
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => new("000625", "57014", "Statement aborted, since its wait for a lock was given up: deadlock or timeout."),
        PostgresErrorCodes.GroupingError => new("000979", "42601", $"SQL compilation error:\n[{failure.MessageText}] is not a valid group by expression"),
        PostgresErrorCodes.WindowingError => new("002303", "42601", $"SQL compilation error:\n{failure.MessageText}"),
        _ => new("000603", "XX000", $"The emulator's engine failed ({failure.SqlState}): {failure.MessageText}"),
    };

    private static string State(string digits) => digits switch
    {
        "037" or "038" => "22018",
        "039" => "22003",
        "035" or "040" or "108" => "22007",
        _ => "22000",
    };

    private static string Column(PostgresException failure, SessionState session)
    {
        var table = session.State.Objects.Values.OfType<Catalog.Table>().FirstOrDefault(table => table.Stored == $"data.{failure.TableName}");
        return table?.Columns.FirstOrDefault(column => column.Stored == failure.ColumnName) is { } column ? $" ({column.Name})" : "";
    }
}
