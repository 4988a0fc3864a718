using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>A batch that was read, the cursor that it began at and the one that follows it.</summary>
internal sealed record FilledBatch(RowBatch Batch, RangeCursor From, RangeCursor Next)
{
    public static FilledBatch Of(RowBatch batch, RangeCursor from, TableShard shard, ITableSource source)
    {
        shard.Close(batch);
        return new(batch, from, shard.Next(from, batch, source));
    }
}
