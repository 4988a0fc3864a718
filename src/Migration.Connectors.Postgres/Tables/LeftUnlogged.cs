using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Tables that an execution made to be loaded unlogged, and left before every row was there: skipped, cancelled or given
/// up. The server logs them from here on, so that a crash does not empty what somebody chose to keep.
/// </summary>
internal static class LeftUnlogged
{
    public static async Task LogAsync(PostgresSession session, string schema, string execution, CancellationToken cancellation)
    {
        var left = await session.QueryAsync(
            """
            SELECT u.table_name FROM _migration_undo u JOIN pg_class c ON c.relname = u.table_name AND c.relpersistence = 'u'
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $2
            WHERE u.execution = $1 AND u.kind = 'Created' AND NOT u.undone ORDER BY u.table_name
            """, row => row.GetString(0), cancellation, execution, schema);
        foreach (var table in left)
            await session.InTransactionAsync(() => LogAsync(session, (schema, table), execution, cancellation), cancellation);
    }

    private static async Task<bool> LogAsync(PostgresSession session, (string Schema, string Name) table, string execution, CancellationToken cancellation)
    {
        await UndoRecords.LockAsync(session, execution, table.Name, cancellation);
        var ledger = new TableLedger(session, execution, table.Name, TimeProvider.System, mayBeUnlogged: true);
        // No attempt that may still run commits into a ledger that was left.
        await ledger.FenceAsync(cancellation);
        await session.ExecuteAsync($"ALTER TABLE IF EXISTS {PostgresNames.Of(table.Schema, table.Name)} SET LOGGED", cancellation);
        await ledger.MoveToLoggedAsync(cancellation);
        return true;
    }
}
