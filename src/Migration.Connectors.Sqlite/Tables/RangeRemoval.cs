using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Takes rows of ranges away, those that an execution added alone.</summary>
internal sealed class RangeRemoval(SqliteSession session, TableDefinition table, RangeLocator locator, UndoRecord? undo)
{
    private readonly string _deletion =
        $"DELETE FROM {SqliteNames.Quote(table.Name)} WHERE {KeyBackup.Excluding(undo?.KeysTable, table, locator.Identity) ?? "1"}";

    /// <summary>Gives the number of rows that it took away.</summary>
    public long Run(LedgerRange range)
    {
        if (range.TargetRows is { } rows)
            return session.Execute($"{_deletion} AND {locator.RowId} BETWEEN ?1 AND ?2", rows.First, rows.Last);
        if (!locator.FindsByKey(range))
            return session.Execute(_deletion, []);
        var lower = range.From.After.IsEmpty ? "" : " AND " + KeyComparison.Sql(locator.SharedKey!, ">");
        var upper = range.EndsSegment && range.Upper.IsEmpty ? "" : " AND " + KeyComparison.Sql(locator.SharedKey!, "<=");
        using var statement = session.Prepare(_deletion + lower + upper);
        var parameter = KeyComparison.Bind(statement, 1, range.From.After.Span);
        KeyComparison.Bind(statement, parameter, range.Upper.Span);
        statement.Step();
        return session.Changes;
    }

    /// <summary>The row of a key that source and target share.</summary>
    public long Run(ReadOnlyMemory<byte> key)
    {
        using var statement = session.Prepare($"{_deletion} AND {KeyComparison.Sql(locator.SharedKey!, "=")}");
        KeyComparison.Bind(statement, 1, key.Span);
        statement.Step();
        return session.Changes;
    }
}
