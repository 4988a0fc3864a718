using Migration.Connectors.Comparison;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Tables;

/// <summary>The reading side of one table: rows after filter and transformations, in ranges of its key.</summary>
public interface ITableSource : IRowHashing, IAsyncDisposable
{
    TableDefinition Table { get; }

    /// <summary>The columns that are moved, in the order of the encoded values.</summary>
    IReadOnlyList<MappedColumn> Columns { get; }

    TableKey Key { get; }

    /// <summary>Tells the source what the target table is, so that values are read as the target will store them.</summary>
    void Conform(TableDefinition target);

    /// <summary>Whether reading a row twice gives the same values: no expression of the plan calls something like random().</summary>
    bool IsRepeatable => true;

    /// <summary>
    /// Another text than before where the source may have been written to in between; null where that can't be told.
    /// </summary>
    ValueTask<string?> MarkAsync(CancellationToken cancellation) => ValueTask.FromResult<string?>(null);

    /// <summary>Whether the source surely has the rows that it had at a mark. It may be false where it has.</summary>
    /// <param name="rows">How many were read since the mark; null while more are to come.</param>
    async ValueTask<bool> HoldsAsync(string mark, long? rows, CancellationToken cancellation) => await MarkAsync(cancellation) == mark;

    /// <summary>The moment as of which rows are read; null where they are read as they are. Known when the mark is.</summary>
    string? Moment => null;

    /// <summary>Why rows are not read as of one moment, though the engine could, a sentence; null where there is nothing to say. Known when the mark is.</summary>
    string? WhyNotAtMoment => null;

    Task<long> CountRowsAsync(CancellationToken cancellation);

    /// <summary>Also those that the plan's filters leave out, as of the moment as of which rows are read; null where there is none.</summary>
    Task<long?> CountUnfilteredAsync(CancellationToken cancellation) => Task.FromResult<long?>(null);

    /// <summary>Compares every row with those of another table, where the engine holds both and does it by itself; null where it does not.</summary>
    /// <param name="key">Places of the columns that tell rows apart, the same in both.</param>
    /// <param name="most">Rows that are read of those that differ.</param>
    Task<TableContrast?> ContrastAsync(ITableSource other, IReadOnlyList<int> key, int most, CancellationToken cancellation) =>
        Task.FromResult<TableContrast?>(null);

    Task<long> EstimateBytesAsync(CancellationToken cancellation);

    /// <summary>
    /// Keys, in their order, that cut the rows into about as many parts of about one size; none where the table can't be cut.
    /// </summary>
    Task<IReadOnlyList<byte[]>> CutAsync(int parts, CancellationToken cancellation);

    /// <summary>
    /// Fills a cleared batch with the rows after the cursor, up to the limits and not beyond the key
    /// <paramref name="upTo"/>, where it is not empty, all as of one moment. Nothing is held open at the source afterwards.
    /// </summary>
    ValueTask ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken cancellation);

    /// <summary>The cursor that follows where a segment ends.</summary>
    RangeCursor AfterSegment(RangeSegment segment);
}
