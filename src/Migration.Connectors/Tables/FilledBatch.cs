using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>A batch that was read, the cursor that it began at and the one that follows it.</summary>
internal sealed record FilledBatch(RowBatch Batch, RangeCursor From, RangeCursor Next)
{
    /// <summary>Why the target did not take the rows when they were brought; null where it did, or was not asked yet.</summary>
    public MigrationException? Refusal { get; init; }

    public static FilledBatch Of(RowBatch batch, RangeCursor from, TableShard shard, ITableSource source)
    {
        shard.Close(batch);
        return new(batch, from, shard.Next(from, batch, source));
    }

    /// <summary>The same without its rows, which may be overwritten from here on.</summary>
    /// <param name="brought">By which the target finds them.</param>
    public FilledBatch Outline(IBroughtRows? brought)
    {
        var outline = new RowBatch(Batch.Columns, capacity: 0, keepsRows: false)
        {
            MostRejects = Batch.MostRejects,
            HashKind = Batch.HashKind,
            EndsSegment = Batch.EndsSegment,
            MissingValues = Batch.MissingValues,
            Brought = brought,
        };
        outline.Take(Batch.Hash, Batch.Bytes);
        outline.LastKey.Set(Batch.LastKey.Encoded);
        outline.Rejects.AddRange(Batch.Rejects);
        return this with { Batch = outline };
    }
}
