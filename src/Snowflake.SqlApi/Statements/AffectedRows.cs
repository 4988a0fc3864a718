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
        if (dml.Length > 0) return Sum(reply.Data, Math.Min(1, reply.Data.Rows), dml);
        var copy = Positions(columns, OfCopy);
        return copy.Length > 0 ? Sum(reply.Data, reply.Data.Rows, copy) : -1;
    }

    private static int[] Positions(IReadOnlyList<RowType> columns, string[] names) =>
        [.. Enumerable.Range(0, columns.Count).Where(i => names.Contains(columns[i].Name, StringComparer.OrdinalIgnoreCase))];

    private static long Sum(RowBlock data, int rows, int[] positions) => Enumerable.Range(0, rows).Sum(row =>
        positions.Sum(column => long.TryParse(data.Value(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0));
}
