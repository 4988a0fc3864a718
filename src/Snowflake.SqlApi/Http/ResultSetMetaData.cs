namespace Snowflake.SqlApi.Http;

internal sealed record ResultSetMetaData
{
    public long NumRows { get; set; }
    public IReadOnlyList<RowType> RowType { get; set; } = [];
    public IReadOnlyList<PartitionInfo> PartitionInfo { get; set; } = [];
}
