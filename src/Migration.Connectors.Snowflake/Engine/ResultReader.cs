using System.Data.Common;
using Migration.Connectors.Snowflake.Values;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Rows of a result, whichever driver reads them.</summary>
internal sealed class ResultReader(DbDataReader rows)
{
    public int FieldCount => rows.FieldCount;

    /// <summary>Negative where the statement changes none.</summary>
    public long RowsAffected => Driver.RowsAffected(rows);

    public Task<bool> ReadAsync(CancellationToken cancellation) => rows.ReadAsync(cancellation);

    public int GetOrdinal(string name) => rows.GetOrdinal(name);

    public bool IsDBNull(int ordinal) => rows.IsDBNull(ordinal);

    /// <summary>Any value as text, with nothing lost: dates and times in ISO 8601 with nine digits, binary in hex.</summary>
    public string GetString(int ordinal) => Driver.Text(rows, ordinal);

    public bool GetBoolean(int ordinal) => rows.GetBoolean(ordinal);

    /// <summary>The value as Snowflake sent it; null for NULL.</summary>
    public string? GetWireText(int ordinal) => Driver.WireText(rows, ordinal);

    public SnowflakeType GetSnowflakeType(int ordinal) => rows.GetDataTypeName(ordinal) switch
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

    /// <summary>The columns as ADO.NET describes them.</summary>
    public IReadOnlyList<DbColumn> GetColumnSchema() => rows.GetColumnSchema();
}
