using System.Text.Json;
using Migration.Connectors.Ledger;

namespace Migration.Cli.Results;

/// <summary>A row that the target did not take.</summary>
internal sealed record RejectView(string Table, long Range, string Key, string Code, string Reason, JsonElement Values)
{
    /// <param name="table">The source table's name.</param>
    public static RejectView Of(RejectedRow row, string table) =>
        new(table, row.Range, row.Key, row.Code, row.Reason, JsonElement.Parse(row.Values));
}
