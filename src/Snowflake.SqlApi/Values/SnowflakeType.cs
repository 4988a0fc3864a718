namespace Snowflake.SqlApi.Values;

/// <summary>The type of a column as its values travel.</summary>
public enum SnowflakeType
{
    /// <summary>A type that this driver does not know; its values are read as their text.</summary>
    Other,
    Fixed,
    Real,
    DecFloat,
    Text,
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
