using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Sqlite.Tables;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>What a target table is at a moment: its statements, its rows by hash, its counter.</summary>
internal sealed class TableState(SqliteSession session)
{
    private static readonly BatchLimits s_chunk = new(4096, 1024 * 1024);

    public string Schema(string table) => string.Join(";\n", session.Query(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ?1 COLLATE NOCASE AND sql IS NOT NULL ORDER BY type, name",
        row => row.GetText(0), table));

    public long? Sequence(string table)
    {
        if (session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") == 0)
            return null;
        return session.Query("SELECT seq FROM sqlite_sequence WHERE name = ?1", row => row.GetInteger(0), table) is [var value] ? value : null;
    }

    public void SetSequence(string table, long? value)
    {
        if (session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") == 0)
            return;
        session.Execute("DELETE FROM sqlite_sequence WHERE name = ?1", table);
        if (value is not null)
            session.Execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?1, ?2)", table, value);
    }

    /// <summary>Every stored value of every row.</summary>
    public RangeHash Hash(TableDefinition table)
    {
        var values = table.Columns.Where(c => !c.IsGenerated).Select(c => SqliteNames.Quote(c.Name)).ToList();
        var key = KeyChoice.Of(table);
        // A key that is not NULL, or none and one walk: the row id serves every table that has one.
        var operands = RowIdName.Of(table) is { } rowId ? [rowId] : key.Operands;
        return Walk(new RowShape { Table = SqliteNames.Quote(table.Name), Values = values, Key = operands }, new RowBatch(values.Count));
    }

    /// <param name="batch">Empty; what it does to rows, it does to each.</param>
    public RangeHash Walk(RowShape shape, RowBatch batch)
    {
        using var reader = new RowReader(session, shape);
        var total = RangeHash.Empty;
        var limits = shape.Key.Count == 0 ? new BatchLimits(int.MaxValue, int.MaxValue) : s_chunk;
        do
        {
            var after = batch.LastKey.ToArray();
            batch.Clear();
            reader.Read(batch, after, upTo: [], limits);
            total += batch.Hash;
        }
        while (!batch.EndsSegment);
        return total;
    }
}
