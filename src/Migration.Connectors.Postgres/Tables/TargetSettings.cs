using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// How a target's connection writes. Commits wait for the disk, but for those of ranges. Triggers and foreign keys stay
/// out where the user may say so, since a copy writes rows as they are.
/// </summary>
internal static class TargetSettings
{
    public static async Task ApplyAsync(PostgresSession session, CancellationToken cancellation)
    {
        await session.ExecuteAsync("SET synchronous_commit = on", cancellation);
        if (await MaySetReplicaAsync(session, cancellation))
            await session.ExecuteAsync("SET session_replication_role = replica", cancellation);
    }

    /// <summary>Whether the database sorts text by its bytes.</summary>
    public static Task<bool> IsCLocaleAsync(PostgresSession session, CancellationToken cancellation) => session.ScalarAsync<bool>(
        // From version 15 on another provider than the C library may sort, whatever datcollate says; before, the column is not there.
        "SELECT datcollate IN ('C', 'POSIX') AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c' FROM pg_database d WHERE datname = current_database()", cancellation);

    private static async Task<bool> MaySetReplicaAsync(PostgresSession session, CancellationToken cancellation)
    {
        if (await session.ScalarAsync<bool>("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", cancellation))
            return true;
        // The right can be granted from version 15 on; the function that tells is as old.
        return session.Connection.PostgreSqlVersion.Major >= 15
            && await session.ScalarAsync<bool>("SELECT has_parameter_privilege('session_replication_role', 'SET')", cancellation);
    }
}
