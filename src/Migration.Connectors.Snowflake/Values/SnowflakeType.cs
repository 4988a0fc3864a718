namespace Migration.Connectors.Snowflake.Values;

/// <summary>The type of a column of a result, as its values travel.</summary>
public enum SnowflakeType
{
    /// <summary>One that the connector does not know; its values are read as their text.</summary>
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
