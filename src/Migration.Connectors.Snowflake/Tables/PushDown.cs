using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Copies ranges inside one account, by Snowflake itself: no row leaves it.</summary>
/// <param name="table">Quoted.</param>
internal sealed class PushDown(SnowflakeTableSource source, string table, IReadOnlyList<ColumnForm> columns)
{
    /// <summary>The rows between the bounds of a batch that was read; fails where they are more or fewer by now.</summary>
    public GuardedBlock Move(GuardedBlock block, RowBatch batch, RangeCursor from)
    {
        if (batch.Rows == 0)
            return block;
        var values = string.Join(", ", columns.Select((_, place) => $"\"_MIGRATION_{place}\""));
        return block.Then(
            $"INSERT INTO {table} ({SnowflakeNames.QuoteAll(columns.Select(column => column.Column))}) SELECT {values} FROM ({source.SelectRange(from.After.Span, batch.LastKey.Encoded)}) AS r",
            batch.Rows, BlockRefusal.RowsDiffer);
    }
}
