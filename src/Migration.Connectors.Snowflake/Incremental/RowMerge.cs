using Migration.Connectors.Snowflake.Tables;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>
/// The statements that make rows of a table those that a query gives, and touch only those that differ. Rows are told
/// apart by a key that no two of either side share. Whether two differ is told by HASH over their columns: it takes
/// every type, and what it holds for equal the comparison of whole ranges does, too.
/// </summary>
/// <param name="Table">Quoted.</param>
/// <param name="Columns">Quoted, those of the key among them.</param>
/// <param name="Rows">A query that gives the columns by their names in the table.</param>
internal sealed record RowMerge(string Table, IReadOnlyList<string> Columns, IReadOnlyList<KeyPart> Key, string Rows)
{
    /// <summary>Updates rows that differ and inserts those that the table lacks.</summary>
    /// <param name="bounds">Where in the table, as t, the rows are; it spares Snowflake the rest. Null for anywhere.</param>
    public string Merge(string? bounds)
    {
        var values = Columns.Where(column => Key.All(part => part.Operand != column)).ToList();
        var update = values.Count == 0 ? "" : $"WHEN MATCHED AND {Hash("t.")} <> {Hash("s.")} THEN UPDATE SET {string.Join(", ", values.Select(column => $"{column} = s.{column}"))} ";
        return $"MERGE INTO {Table} AS t USING ({Rows}) AS s ON {Match("s.", "t.")}{(bounds is null ? "" : $" AND {bounds}")} "
            + $"{update}WHEN NOT MATCHED THEN INSERT ({string.Join(", ", Columns)}) VALUES ({List("s.")})";
    }

    /// <summary>Deletes rows whose key the query does not give.</summary>
    /// <param name="within">A condition on the rows that may go.</param>
    public string Delete(string within) => $"DELETE FROM {Table} WHERE {Lacking(within)}";

    /// <summary>How many rows would be inserted, updated and deleted, in one row.</summary>
    public string Count(string within, string? bounds)
    {
        var keys = string.Join(", ", Key.Select(part => part.Operand));
        var inTable = $"SELECT {keys}, {Hash("")} AS \"_MIGRATION_HASH\" FROM {Table} AS t{(bounds is null ? "" : $" WHERE {bounds}")}";
        var absent = $"t.{Key[0].Operand} IS NULL";
        var changed = $"SELECT COALESCE(SUM(IFF({absent}, 1, 0)), 0) AS INSERTED, COALESCE(SUM(IFF({absent} OR t.\"_MIGRATION_HASH\" = s.\"_MIGRATION_HASH\", 0, 1)), 0) AS UPDATED "
            + $"FROM (SELECT {keys}, {Hash("")} AS \"_MIGRATION_HASH\" FROM ({Rows}) AS r) AS s LEFT JOIN ({inTable}) AS t ON {Match("s.", "t.")}";
        return $"SELECT INSERTED, UPDATED, DELETED FROM ({changed}) AS c CROSS JOIN (SELECT COUNT(*) AS DELETED FROM {Table} WHERE {Lacking(within)}) AS d";
    }

    private string Lacking(string within) => $"{within} AND NOT EXISTS (SELECT 1 FROM ({Rows}) AS s WHERE {Match("s.", Table + ".")})";

    private string Match(string left, string right) => string.Join(" AND ", Key.Select(part => $"{left}{part.Operand} = {right}{part.Operand}"));

    private string Hash(string of) => $"HASH({List(of)})";

    private string List(string of) => string.Join(", ", Columns.Select(column => of + column));
}
