using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A way by which Snowflake itself brings a range into the target.</summary>
internal interface IMoveWithin
{
    /// <summary>Adds to a block what brings the rows between the bounds of a batch that was read.</summary>
    /// <returns>What the block changes; null where it adds rows alone.</returns>
    Task<RowChanges?> MoveAsync(GuardedBlock block, RowBatch batch, RangeCursor from, int shard, CancellationToken cancellation);
}
