namespace Snowflake.SqlApi.Values;

/// <summary>
/// The type under which a value is bound. Text fits columns of every type; the others say more exactly what the value is.
/// </summary>
public enum SnowflakeBindType
{
    Fixed,
    Real,
    DecFloat,
    Text,
    Boolean,
    Date,
    Time,
    TimestampNtz,
    TimestampLtz,
    TimestampTz,
}
