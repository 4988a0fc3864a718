namespace Migration.Connectors.Tables;

/// <summary>How messages call a range: its number is that of its shard, where the table is cut.</summary>
public static class RangeName
{
    /// <param name="shard">Null where the table is not cut.</param>
    public static string Of(long ordinal, int? shard) => shard is null ? $"Range {ordinal}" : $"Range {ordinal} of shard {shard}";
}
