namespace Migration.Workflows;

/// <summary>In how many parts a table is copied: enough of them for lanes to come and go, and each worth an activity.</summary>
public static class ShardCount
{
    private const int RowsOfAShard = 20_000;
    private const int ShardsOfALane = 4;

    /// <param name="lanes">The plan's parallelism.</param>
    public static int Of(long rows, int lanes) => (int)Math.Clamp(rows / RowsOfAShard, 1, ShardsOfALane * lanes);
}
