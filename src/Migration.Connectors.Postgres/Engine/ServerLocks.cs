namespace Migration.Connectors.Postgres.Engine;

/// <summary>Advisory locks of the server, held to the end of the caller's transaction; they go with a session that is killed.</summary>
internal static class ServerLocks
{
    /// <summary>Waits as long as it takes, whatever lockTimeout says: who holds it does the same work.</summary>
    public static async Task WaitAsync(PostgresSession session, string name, CancellationToken cancellation)
    {
        var patience = await session.ScalarAsync<string>("SELECT current_setting('lock_timeout')", cancellation);
        await session.ExecuteAsync("SET LOCAL lock_timeout = 0", cancellation);
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", cancellation, name);
        await session.ExecuteAsync($"SET LOCAL lock_timeout = '{patience}'", cancellation);
    }

    public static Task<bool> TryAsync(PostgresSession session, string name, CancellationToken cancellation) =>
        session.ScalarAsync<bool>("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))", cancellation, name);
}
