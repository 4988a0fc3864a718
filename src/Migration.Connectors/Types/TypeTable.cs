using static Migration.Connectors.Schema.TableDefinition;
using static Migration.Connectors.Types.LogicalType;
using static Migration.Connectors.Types.TypeFit;

namespace Migration.Connectors.Types;

/// <summary>
/// What one engine makes of each type of another. A value that its new column can't hold is never changed: its row is
/// rejected with the reason, so types are called lossy only where values arrive and are not what they were.
/// </summary>
public static class TypeTable
{
    private const string AsText = "is kept as text, in PostgreSQL's form";
    private const string InSnowflakesForm = "is kept as text, in Snowflake's form";
    private const string Offset = "is a moment with an offset where it is TIMESTAMP_TZ: the moment is kept, the offset is not";
    private const string Unparsed = "is kept as text, since VARIANT changes the form of numbers: use PARSE_JSON, or ask for the dataType VARIANT";
    private const string Parsed = "is text or a number in SQLite: it is read as ISO 8601, Unix seconds or a Julian day, and its form is not kept";

    public static IReadOnlyList<TypeRule> Rules { get; } =
    [
        new(SqliteDialect, Any, PostgresDialect, Text, Lossy, "holds values of any kind in SQLite: numbers become text, and rows with a blob there are rejected"),
        new(SqliteDialect, LogicalType.Boolean, PostgresDialect, LogicalType.Boolean, Exact),
        new(SqliteDialect, Integer, PostgresDialect, Integer, Exact),
        new(SqliteDialect, LogicalType.Double, PostgresDialect, LogicalType.Double, Exact),
        new(SqliteDialect, LogicalType.Decimal, PostgresDialect, LogicalType.Decimal, Widening),
        new(SqliteDialect, Text, PostgresDialect, Text, Exact),
        new(SqliteDialect, Bytes, PostgresDialect, Bytes, Exact),
        new(SqliteDialect, Date, PostgresDialect, Date, Widening, Parsed),
        new(SqliteDialect, Time, PostgresDialect, Time, Widening, Parsed),
        new(SqliteDialect, Timestamp, PostgresDialect, Timestamp, Widening, Parsed),
        new(SqliteDialect, Instant, PostgresDialect, Instant, Widening, Parsed),
        new(SqliteDialect, Interval, PostgresDialect, Interval, Widening),
        new(SqliteDialect, Uuid, PostgresDialect, Uuid, Widening),
        new(SqliteDialect, Json, PostgresDialect, Json, Exact),

        new(PostgresDialect, LogicalType.Boolean, SqliteDialect, LogicalType.Boolean, Exact),
        new(PostgresDialect, Integer, SqliteDialect, Integer, Exact),
        new(PostgresDialect, LogicalType.Single, SqliteDialect, LogicalType.Double, Widening),
        new(PostgresDialect, LogicalType.Double, SqliteDialect, LogicalType.Double, Exact),
        new(PostgresDialect, LogicalType.Decimal, SqliteDialect, LogicalType.Decimal, Widening),
        new(PostgresDialect, Text, SqliteDialect, Text, Exact),
        new(PostgresDialect, Bytes, SqliteDialect, Bytes, Exact),
        new(PostgresDialect, Date, SqliteDialect, Date, Exact),
        new(PostgresDialect, Time, SqliteDialect, Time, Exact),
        new(PostgresDialect, Timestamp, SqliteDialect, Timestamp, Exact),
        new(PostgresDialect, Instant, SqliteDialect, Instant, Exact),
        new(PostgresDialect, Interval, SqliteDialect, Interval, Exact),
        new(PostgresDialect, Uuid, SqliteDialect, Uuid, Exact),
        new(PostgresDialect, Json, SqliteDialect, Json, Exact),
        new(PostgresDialect, JsonValue, SqliteDialect, Json, Widening),
        new(PostgresDialect, Enumeration, SqliteDialect, Text, Widening, "is an enumeration: SQLite keeps its words and checks them, but not their order"),
        new(PostgresDialect, LogicalType.Array, SqliteDialect, Text, Widening, AsText),
        new(PostgresDialect, Other, SqliteDialect, Text, Widening, AsText),
        new(SqliteDialect, Any, SnowflakeDialect, Text, Lossy, "holds values of any kind in SQLite: numbers become text, and rows with a blob there are rejected"),
        new(SqliteDialect, LogicalType.Boolean, SnowflakeDialect, LogicalType.Boolean, Exact),
        new(SqliteDialect, Integer, SnowflakeDialect, Integer, Exact),
        new(SqliteDialect, LogicalType.Double, SnowflakeDialect, LogicalType.Double, Exact),
        new(SqliteDialect, LogicalType.Decimal, SnowflakeDialect, LogicalType.Decimal, Widening),
        new(SqliteDialect, Text, SnowflakeDialect, Text, Exact),
        new(SqliteDialect, Bytes, SnowflakeDialect, Bytes, Exact),
        new(SqliteDialect, Date, SnowflakeDialect, Date, Widening, Parsed),
        new(SqliteDialect, Time, SnowflakeDialect, Time, Widening, Parsed),
        new(SqliteDialect, Timestamp, SnowflakeDialect, Timestamp, Widening, Parsed),
        new(SqliteDialect, Instant, SnowflakeDialect, Instant, Widening, Parsed),
        new(SqliteDialect, Interval, SnowflakeDialect, Text, Widening),
        new(SqliteDialect, Uuid, SnowflakeDialect, Text, Widening),
        new(SqliteDialect, Json, SnowflakeDialect, Text, Widening, Unparsed),
        new(PostgresDialect, LogicalType.Boolean, SnowflakeDialect, LogicalType.Boolean, Exact),
        new(PostgresDialect, Integer, SnowflakeDialect, Integer, Widening),
        new(PostgresDialect, LogicalType.Single, SnowflakeDialect, LogicalType.Double, Widening),
        new(PostgresDialect, LogicalType.Double, SnowflakeDialect, LogicalType.Double, Exact),
        new(PostgresDialect, LogicalType.Decimal, SnowflakeDialect, LogicalType.Decimal, Widening),
        new(PostgresDialect, Text, SnowflakeDialect, Text, Exact),
        new(PostgresDialect, Bytes, SnowflakeDialect, Bytes, Exact),
        new(PostgresDialect, Date, SnowflakeDialect, Date, Exact),
        new(PostgresDialect, Time, SnowflakeDialect, Time, Exact),
        new(PostgresDialect, Timestamp, SnowflakeDialect, Timestamp, Exact),
        new(PostgresDialect, Instant, SnowflakeDialect, Instant, Exact),
        new(PostgresDialect, Interval, SnowflakeDialect, Text, Widening, "is kept as text, in ISO 8601"),
        new(PostgresDialect, Uuid, SnowflakeDialect, Text, Widening),
        new(PostgresDialect, Json, SnowflakeDialect, Text, Widening, Unparsed),
        new(PostgresDialect, JsonValue, SnowflakeDialect, Text, Widening, Unparsed),
        new(PostgresDialect, Enumeration, SnowflakeDialect, Text, Widening, "is an enumeration: Snowflake keeps its words, but neither checks nor orders them"),
        new(PostgresDialect, LogicalType.Array, SnowflakeDialect, Text, Widening, AsText),
        new(PostgresDialect, Other, SnowflakeDialect, Text, Widening, AsText),
        new(SnowflakeDialect, LogicalType.Boolean, SqliteDialect, LogicalType.Boolean, Exact),
        new(SnowflakeDialect, Integer, SqliteDialect, Integer, Exact),
        new(SnowflakeDialect, LogicalType.Double, SqliteDialect, LogicalType.Double, Exact),
        new(SnowflakeDialect, LogicalType.Decimal, SqliteDialect, LogicalType.Decimal, Widening),
        new(SnowflakeDialect, Text, SqliteDialect, Text, Exact),
        new(SnowflakeDialect, Bytes, SqliteDialect, Bytes, Exact),
        new(SnowflakeDialect, Date, SqliteDialect, Date, Exact),
        new(SnowflakeDialect, Time, SqliteDialect, Time, Exact),
        new(SnowflakeDialect, Timestamp, SqliteDialect, Timestamp, Exact),
        new(SnowflakeDialect, Instant, SqliteDialect, Instant, Widening, Offset),
        new(SnowflakeDialect, JsonValue, SqliteDialect, Json, Widening),
        new(SnowflakeDialect, Other, SqliteDialect, Text, Widening, InSnowflakesForm),
        new(SnowflakeDialect, LogicalType.Boolean, PostgresDialect, LogicalType.Boolean, Exact),
        new(SnowflakeDialect, Integer, PostgresDialect, Integer, Exact),
        new(SnowflakeDialect, LogicalType.Double, PostgresDialect, LogicalType.Double, Exact),
        new(SnowflakeDialect, LogicalType.Decimal, PostgresDialect, LogicalType.Decimal, Exact),
        new(SnowflakeDialect, Text, PostgresDialect, Text, Exact),
        new(SnowflakeDialect, Bytes, PostgresDialect, Bytes, Exact),
        new(SnowflakeDialect, Date, PostgresDialect, Date, Exact),
        new(SnowflakeDialect, Time, PostgresDialect, Time, Exact),
        new(SnowflakeDialect, Timestamp, PostgresDialect, Timestamp, Exact),
        new(SnowflakeDialect, Instant, PostgresDialect, Instant, Widening, Offset),
        new(SnowflakeDialect, JsonValue, PostgresDialect, JsonValue, Widening),
        new(SnowflakeDialect, Other, PostgresDialect, Text, Widening, InSnowflakesForm),
    ];

    /// <summary>The type that a column gets where the target's table is created; within one engine its own.</summary>
    public static ColumnType Created(string from, ColumnType type, string to)
    {
        if (Find(from, type.Kind, to) is not { } rule)
            return type;
        // SQLite holds longer values than it declares; PostgreSQL would refuse them.
        return from == SqliteDialect || (rule.Target == Text && type.Kind != Text) ? new ColumnType(rule.Target) : type with { Kind = rule.Target };
    }

    public static TypeRule? Find(string from, LogicalType kind, string to) =>
        Rules.FirstOrDefault(rule => rule.From == from && rule.To == to && rule.Kind == kind);
}
