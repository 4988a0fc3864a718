using System.Data.Common;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>Rows of a result, whichever driver reads them.</summary>
internal sealed class ResultReader(DbDataReader rows)
{
    public int FieldCount => rows.FieldCount;

    /// <summary>Negative where the statement changes none.</summary>
    public long RowsAffected => Driver.RowsAffected(rows);

    public Task<bool> ReadAsync(CancellationToken cancellation) => rows.ReadAsync(cancellation);

    /// <summary>The last row as Snowflake sent it, and how many rows there are, before any is read; null where the driver can't tell.</summary>
    public Task<(IReadOnlyList<string?> Row, long Count)?> LastRowAsync(CancellationToken cancellation) => Driver.LastRowAsync(rows, cancellation);

    public int GetOrdinal(string name) => rows.GetOrdinal(name);

    public bool IsDBNull(int ordinal) => rows.IsDBNull(ordinal);

    /// <summary>Any value as text, with nothing lost: dates and times in ISO 8601 with nine digits, binary in hex.</summary>
    public string GetString(int ordinal) => Driver.Text(rows, ordinal);

    public bool GetBoolean(int ordinal) => rows.GetBoolean(ordinal);

    /// <summary>The value as Snowflake sent it; null for NULL.</summary>
    public string? GetWireText(int ordinal) => Driver.WireText(rows, ordinal);

    /// <summary>The same in UTF-8; empty for NULL. Valid until the next row is read.</summary>
    public ReadOnlySpan<byte> GetWireUtf8(int ordinal) => Driver.WireUtf8(rows, ordinal);

    public SnowflakeType GetSnowflakeType(int ordinal) => SnowflakeTypeNames.Of(rows.GetDataTypeName(ordinal));

    /// <summary>The columns as ADO.NET describes them.</summary>
    public IReadOnlyList<DbColumn> GetColumnSchema() => rows.GetColumnSchema();
}
