using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The bytes of a table's rows, from the lengths of a sample at its beginning times their number.</summary>
internal sealed class SqliteSizeEstimate(SqliteSession session)
{
    private const int SampleRows = 500;

    public long Of(string table)
    {
        var columns = session.Query("SELECT name FROM pragma_table_info(?1)", row => row.GetText(0), table);
        var lengths = string.Join(" + ", columns.Select(c => $"ifnull(length(CAST({SqliteNames.Quote(c)} AS BLOB)), 0)"));
        var quoted = SqliteNames.Quote(table);
        var average = session.QueryInteger(
            $"SELECT CAST(avg(size) AS INTEGER) FROM (SELECT {lengths} AS size FROM {quoted} LIMIT {SampleRows})");
        return average * session.QueryInteger($"SELECT count(*) FROM {quoted}");
    }
}
