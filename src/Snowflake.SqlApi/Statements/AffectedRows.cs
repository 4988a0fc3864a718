using System.Globalization;
using Snowflake.SqlApi.Http;

namespace Snowflake.SqlApi.Statements;

/// <summary>How many rows a statement changed: its statistics, else what its result says; -1 for a query.</summary>
internal static class AffectedRows
{
    private static readonly string[] OfDml = ["number of rows inserted", "number of rows updated", "number of rows deleted"];
    private static readonly string[] OfCopy = ["rows_loaded", "rows_unloaded"];

    public static long Of(StatementReply reply)
    {
        if (reply.Stats is { } stats) return stats.NumRowsInserted + stats.NumRowsUpdated + stats.NumRowsDeleted;
        var columns = reply.ResultSetMetaData?.RowType ?? [];
        var dml = Positions(columns, OfDml);
        if (dml.Length > 0) return Sum(reply.Data.Take(1), dml);
        var copy = Positions(columns, OfCopy);
        return copy.Length > 0 ? Sum(reply.Data, copy) : -1;
    }

    private static int[] Positions(IReadOnlyList<RowType> columns, string[] names) =>
        [.. Enumerable.Range(0, columns.Count).Where(i => names.Contains(columns[i].Name, StringComparer.OrdinalIgnoreCase))];

    private static long Sum(IEnumerable<string?[]> rows, int[] positions) =>
        rows.Sum(row => positions.Sum(i => long.TryParse(row[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0));
}
