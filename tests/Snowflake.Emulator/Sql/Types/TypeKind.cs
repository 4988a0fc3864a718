namespace Snowflake.Emulator.Sql.Types;

internal enum TypeKind
{
    /// <summary>The type of NULL alone, which takes that of its neighbour.</summary>
    Null,
    Number,
    Float,
    Varchar,
    Binary,
    Boolean,
    Date,
    Time,
    TimestampNtz,
    TimestampLtz,
    TimestampTz,
    Variant,
    Object,
    Array,
}
