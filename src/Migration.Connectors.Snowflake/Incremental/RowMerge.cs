using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Tables;
using Migration.Core.Checkpoints;

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
    /// <param name="rows">The source's, whose values have numbers for names.</param>
    public static RowMerge From(string rows, SyncedTable table) => new(
        table.Name, table.Columns, table.Key, $"SELECT {string.Join(", ", table.Columns.Select((column, place) => $"\"_MIGRATION_{place}\" AS {column}"))} FROM ({rows}) AS r");

    /// <summary>Adds to a block what brings the rows, and counts beforehand what each statement must then touch.</summary>
    /// <param name="where">The condition on the rows of the table, its bounds as <see cref="Merge"/> takes them, and whether rows that the query does not give go.</param>
    public async Task<RowChanges> AddToAsync(GuardedBlock block, SnowflakeSession session, (string Within, string? Bounds, bool RemovesExtra) where, CancellationToken cancellation)
    {
        var changes = (await session.QueryAsync(Count(where.Within, where.Bounds), row => new RowChanges(row.Number(0), row.Number(1), row.Number(2)), cancellation))[0];
        if (!where.RemovesExtra)
            changes = changes with { Deleted = 0 };
        if (changes.Deleted > 0)
            block.Then(Delete(where.Within), changes.Deleted, BlockRefusal.RowsDiffer);
        if (changes.Inserted + changes.Updated > 0)
            block.Then(Merge(where.Bounds), changes.Inserted + changes.Updated, BlockRefusal.RowsDiffer);
        return changes;
    }

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

    /// <summary>The condition that the query does not give a row's key.</summary>
    public string Lacking(string within) => $"{within} AND NOT EXISTS (SELECT 1 FROM ({Rows}) AS s WHERE {Match("s.", Table + ".")})";

    private string Match(string left, string right) => string.Join(" AND ", Key.Select(part => $"{left}{part.Operand} = {right}{part.Operand}"));

    private string Hash(string of) => $"HASH({List(of)})";

    private string List(string of) => string.Join(", ", Columns.Select(column => of + column));
}
