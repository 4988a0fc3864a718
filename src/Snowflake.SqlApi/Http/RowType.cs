namespace Snowflake.SqlApi.Http;

/// <summary>One column of a result, as the server describes it.</summary>
internal sealed record RowType
{
    public string Name { get; set; } = "";
    public string Type { get; set; } = "";
    public int? Precision { get; set; }
    public int? Scale { get; set; }
    public long? Length { get; set; }
    public bool Nullable { get; set; } = true;
}
