using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Ledger;

/// <summary>A row of the source that the target did not take, as its rejects have it.</summary>
/// <param name="Table">The target table.</param>
/// <param name="Range">The ordinal of the range that it belongs to.</param>
/// <param name="Key">As SQL literals.</param>
/// <param name="Values">A JSON object of the target's columns.</param>
public sealed record RejectedRow(string Table, long Range, string Key, string Values, string Code, string Reason)
{
    /// <summary>The shard that the range is of.</summary>
    public int Shard { get; init; } = TableShard.Whole.Number;

    public static RejectedRow Of(UnfitRow row, string table, LedgerRange range, IReadOnlyList<MappedColumn> columns) =>
        new(table, range.Ordinal, KeyText.Of(row.Key.Span), RowJson.Of(columns, row.Values.Span), row.Code, row.Reason) { Shard = range.Shard };
}
