using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Types;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Copies ranges inside one account, by Snowflake itself: no row leaves it.</summary>
/// <param name="table">Quoted.</param>
internal sealed class PushDown(SnowflakeTableSource source, string table, IReadOnlyList<ColumnForm> columns) : IMoveWithin
{
    /// <summary>The rows between the bounds of a batch that was read; fails where they are more or fewer by now.</summary>
    public Task<RowChanges?> MoveAsync(GuardedBlock block, RowBatch batch, RangeCursor from, int shard, CancellationToken cancellation)
    {
        if (batch.Rows > 0)
            Move(block, batch, from);
        return Task.FromResult<RowChanges?>(null);
    }

    private void Move(GuardedBlock block, RowBatch batch, RangeCursor from)
    {
        var values = string.Join(", ", columns.Select((_, place) => $"\"_MIGRATION_{place}\""));
        block.Then(
            $"INSERT INTO {table} ({SnowflakeNames.QuoteAll(columns.Select(column => column.Column))}) SELECT {values} FROM ({source.SelectRange(from.After.Span, batch.LastKey.Encoded)}) AS r",
            batch.Rows, BlockRefusal.RowsDiffer);
    }
}
