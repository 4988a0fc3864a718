namespace Snowflake.SqlApi.Values;

/// <summary>Types by their names.</summary>
public static class SnowflakeTypeNames
{
    /// <param name="name">Of a result's column, in upper case.</param>
    public static SnowflakeType Of(string name) => name switch
    {
        "FIXED" => SnowflakeType.Fixed,
        "REAL" => SnowflakeType.Real,
        "DECFLOAT" => SnowflakeType.DecFloat,
        "TEXT" => SnowflakeType.Text,
        "BINARY" => SnowflakeType.Binary,
        "BOOLEAN" => SnowflakeType.Boolean,
        "DATE" => SnowflakeType.Date,
        "TIME" => SnowflakeType.Time,
        "TIMESTAMP_NTZ" => SnowflakeType.TimestampNtz,
        "TIMESTAMP_LTZ" => SnowflakeType.TimestampLtz,
        "TIMESTAMP_TZ" => SnowflakeType.TimestampTz,
        "VARIANT" => SnowflakeType.Variant,
        "OBJECT" => SnowflakeType.Object,
        "ARRAY" => SnowflakeType.Array,
        _ => SnowflakeType.Other,
    };
}
