using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>The bytes of a table's rows, from the lengths of a sample at its beginning times their number.</summary>
internal sealed class SqliteSizeEstimate(SqliteSession session)
{
    private const int SampleRows = 500;
    private const int ColumnsOfGroup = 100;

    public long Of(string table)
    {
        var columns = session.Query("SELECT name FROM pragma_table_info(?1)", row => row.GetText(0), table);
        var lengths = columns.Select(c => $"ifnull(length(CAST({SqliteNames.Quote(c)} AS BLOB)), 0)");
        // In groups, for SQLite limits how deep an expression may be, and a sum nests at every sign.
        var size = string.Join(" + ", lengths.Chunk(ColumnsOfGroup).Select(group => $"({string.Join(" + ", group)})"));
        var quoted = SqliteNames.Quote(table);
        var average = session.QueryInteger(
            $"SELECT CAST(avg(size) AS INTEGER) FROM (SELECT {size} AS size FROM {quoted} LIMIT {SampleRows})");
        return average * session.QueryInteger($"SELECT count(*) FROM {quoted}");
    }
}
