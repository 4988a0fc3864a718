using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Comparison;

/// <summary>One of two tables that are compared within their account.</summary>
/// <param name="Key">Empty where rows can't be told apart by it.</param>
internal sealed record ContrastSide(SnowflakeSession Session, RowShape Shape, IReadOnlyList<KeyPart> Key)
{
    public async Task<RangeHash?> SumAsync(CancellationToken cancellation) =>
        (await new RangeSums(Session, Shape with { Key = [] }).HashAsync([LedgerRange.Everything(RangeHash.Empty)], cancellation))[0];

    /// <summary>No two rows share it, and none has a NULL in it.</summary>
    public async Task<bool> IsKeyAsync(CancellationToken cancellation) => await Session.CountAsync(
        $"SELECT COUNT(*) - COUNT(DISTINCT {string.Join(", ", Key.Select(part => part.Operand))}) FROM {Shape.Table}{Shape.Where()}", cancellation) == 0;

    public byte[] KeyOf(ResultReader row) => EncodedKeys.Read(row, Key, Shape.Name);

    /// <summary>The rows of some keys.</summary>
    public async Task<RowBatch> ReadAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellation)
    {
        var batch = new RowBatch(Shape.Forms.Count) { MostRejects = int.MaxValue };
        if (keys.Count == 0)
            return batch;
        var filter = string.Join(" OR ", keys.Select(key => $"({KeyPart.Compare(Key, "=", key)})"));
        await new RowReader(Session, Shape with { Key = [], Filter = filter, Reals = Floats }).ReadAllAsync(batch, long.MaxValue, cancellation);
        return batch;
    }

    /// <summary>Two that differ may look the same in Snowflake's own text.</summary>
    private IReadOnlyList<int> Floats => [.. Shape.Forms.Index().Where(form => form.Item.Target.Kind == LogicalType.Double).Select(form => form.Index)];
}
