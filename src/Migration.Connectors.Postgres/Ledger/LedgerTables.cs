using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>
/// The tables of ours in a target's schema, which the session's search path names. They are no part of the schema, and
/// go with the last execution that uses them.
/// </summary>
internal static class LedgerTables
{
    /// <summary>Of pg_advisory_xact_lock: two sessions can't create one table at once, IF NOT EXISTS or not.</summary>
    private const long Lock = 0x6D69677261746521;

    private const string Ddl = """
        CREATE TABLE IF NOT EXISTS _migration_executions(
            execution text PRIMARY KEY, plan text NOT NULL, released boolean NOT NULL DEFAULT false, claimed_at timestamptz NOT NULL);
        CREATE TABLE IF NOT EXISTS _migration_claims(
            table_name text PRIMARY KEY, execution text NOT NULL);
        CREATE TABLE IF NOT EXISTS _migration_shards(
            execution text NOT NULL, table_name text NOT NULL, shard integer NOT NULL, after_key bytea NOT NULL, up_to bytea NOT NULL,
            epoch bigint NOT NULL, PRIMARY KEY(execution, table_name, shard));
        CREATE TABLE IF NOT EXISTS _migration_ranges(
            execution text NOT NULL, table_name text NOT NULL, range_id bytea NOT NULL, shard integer NOT NULL, ordinal bigint NOT NULL,
            upper bytea NOT NULL, ends_segment boolean NOT NULL, rows bigint NOT NULL, bytes bigint NOT NULL, hash bytea NOT NULL,
            xid bigint NOT NULL, epoch bigint NOT NULL, committed_at timestamptz NOT NULL,
            PRIMARY KEY(execution, table_name, range_id));
        CREATE UNLOGGED TABLE IF NOT EXISTS _migration_unlogged_ranges(LIKE _migration_ranges INCLUDING ALL);
        CREATE TABLE IF NOT EXISTS _migration_undo(
            execution text NOT NULL, table_name text NOT NULL, kind text NOT NULL, enabled boolean NOT NULL, undone boolean NOT NULL DEFAULT false,
            schema_before text NOT NULL, rows_before bigint NOT NULL, hash_before bytea NOT NULL, keys_table text, round integer NOT NULL,
            PRIMARY KEY(execution, table_name));
        CREATE TABLE IF NOT EXISTS _migration_objects(
            execution text NOT NULL, table_name text NOT NULL, type text NOT NULL, name text NOT NULL, sql text NOT NULL, made boolean NOT NULL,
            PRIMARY KEY(execution, table_name, type, name));
        """;

    private static readonly string[] s_names =
        ["_migration_executions", "_migration_claims", "_migration_shards", "_migration_ranges", "_migration_unlogged_ranges", "_migration_undo", "_migration_objects"];

    /// <summary>In its caller's transaction.</summary>
    public static async Task EnsureAsync(PostgresSession session, CancellationToken cancellation)
    {
        await LockAsync(session, cancellation);
        await session.ExecuteAsync("SET LOCAL client_min_messages = warning; " + Ddl, cancellation);
    }

    public static Task<int> LockAsync(PostgresSession session, CancellationToken cancellation) =>
        session.ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

    public static Task<bool> ExistAsync(PostgresSession session, string schema, CancellationToken cancellation) => session.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = '_migration_objects')",
        cancellation, schema);

    /// <summary>Forgets an execution, and drops the tables with the last one. In its caller's transaction.</summary>
    public static async Task ForgetAsync(PostgresSession session, string execution, CancellationToken cancellation)
    {
        // A ledger of an earlier version lacks what came later.
        await EnsureAsync(session, cancellation);
        foreach (var name in s_names)
            await session.ExecuteAsync($"DELETE FROM {name} WHERE execution = $1", cancellation, execution);
        foreach (var name in s_names)
        {
            if (await session.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM {name})", cancellation))
                return;
        }
        await session.ExecuteAsync($"DROP TABLE {string.Join(", ", s_names)}", cancellation);
    }
}
