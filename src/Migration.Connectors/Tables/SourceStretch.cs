using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>What the source has in a range now.</summary>
/// <param name="LastKey">Of its last row, encoded; empty where it has none.</param>
internal sealed record SourceStretch(RangeHash Hash, long Bytes, ReadOnlyMemory<byte> LastKey)
{
    public SourceStretch And(RowBatch batch) =>
        new(Hash + batch.Hash, Bytes + batch.Bytes, batch.LastKey.IsEmpty ? LastKey : batch.LastKey.ToArray());
}
