using System.Globalization;
using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Tells whether a table was written to since a moment. The server's log tells it for nothing, but every write to any
/// table moves it. Each version of a row bears the transaction that wrote it: where none is of one that was running at
/// that moment or began later, and as many rows are there as were read, they are the rows that were read.
/// </summary>
/// <param name="table">Quoted, with its schema.</param>
internal sealed class SourceMark(PostgresSession session, string table)
{
    private const long MostTransactions = 2_000_000_000;

    // A table that is rewritten or has another column, an enumeration with other words, a server that was started
    // again, and may have been restored: each makes rows another table's, and no row's transaction tells of it.
    private const string Take = """
        SELECT concat_ws(' ', pg_snapshot_xmin(pg_current_snapshot()), CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END,
            md5(concat_ws(' ', pg_postmaster_start_time(), c.oid, c.relfilenode,
                (SELECT string_agg(concat_ws(' ', a.attnum, a.attname, a.atttypid, a.attmissingval::text), ',' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
                (SELECT string_agg(concat_ws(' ', e.oid, e.enumlabel), ',' ORDER BY e.oid) FROM pg_enum e JOIN pg_attribute a ON a.atttypid = e.enumtypid WHERE a.attrelid = c.oid))))
        FROM pg_class c WHERE c.oid = $1::regclass AND c.relpersistence = 'p' AND c.relkind = 'r' AND NOT c.relrowsecurity
        """;

    /// <summary>Null for a table that it can't tell of.</summary>
    public async ValueTask<string?> TakeAsync(CancellationToken cancellation) => await session.ScalarAsync<string>(Take, cancellation, table);

    /// <param name="rows">That were read; null where some may be left.</param>
    /// <param name="readsRowsAlone">What was read depends on nothing but the rows.</param>
    public async ValueTask<bool> HoldsAsync(string mark, long? rows, bool readsRowsAlone, CancellationToken cancellation)
    {
        if (await TakeAsync(cancellation) is not { } now)
            return false;
        var (then, current) = (mark.Split(' '), now.Split(' '));
        if (then.Length != 3 || then[2] != current[2])
            return false;
        return then[1] == current[1] || (readsRowsAlone && await HaveOldRowsAsync(long.Parse(then[0], CultureInfo.InvariantCulture), rows, cancellation));
    }

    // Ages go round at 32 bits: that takes an old row for a new one, and within the bound never a new one for an old.
    private async Task<bool> HaveOldRowsAsync(long oldest, long? rows, CancellationToken cancellation) => await session.ScalarAsync<bool>(
        $"""
        SELECT count(*) FILTER (WHERE age(xmin) <= age($1::text::xid)) = 0 AND ($2::bigint IS NULL OR count(*) = $2)
            AND pg_snapshot_xmax(pg_current_snapshot())::text::bigint - $3 < {MostTransactions}
        FROM ONLY {table}
        """,
        cancellation, (oldest & uint.MaxValue).ToString(CultureInfo.InvariantCulture), rows, oldest);
}
