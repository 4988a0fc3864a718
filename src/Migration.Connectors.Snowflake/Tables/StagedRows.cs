namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Where the rows of a batch lie beside the table.</summary>
/// <param name="Batch">Its number in the attempt, in the order in which batches were brought; zero for none.</param>
internal sealed record StagedRows(long Batch)
{
    public static StagedRows None { get; } = new(0);
}
