namespace Snowflake.SqlApi.Http;

internal sealed record PartitionInfo
{
    public long RowCount { get; set; }
}
