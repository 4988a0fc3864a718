namespace Snowflake.SqlApi.Http;

/// <summary>Rows that a statement changed; not every answer has them.</summary>
internal sealed record DmlStats
{
    public long NumRowsInserted { get; set; }
    public long NumRowsUpdated { get; set; }
    public long NumRowsDeleted { get; set; }
}
