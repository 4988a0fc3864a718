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
    public static RejectedRow Of(UnfitRow row, string table, long range, IReadOnlyList<MappedColumn> columns) =>
        new(table, range, KeyText.Of(row.Key.Span), RowJson.Of(columns, row.Values.Span), row.Code, row.Reason);
}
