namespace Snowflake.SqlApi.Http;

internal sealed record PartitionInfo
{
    public long RowCount { get; set; }

    public long? UncompressedSize { get; set; }
}
