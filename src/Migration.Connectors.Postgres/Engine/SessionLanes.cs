namespace Migration.Connectors.Postgres.Engine;

/// <summary>Work that several sessions share: one that is there, and as many more as the server has to spare.</summary>
internal static class SessionLanes
{
    /// <param name="most">Sessions at once; fewer than two are the first alone.</param>
    /// <param name="open">Opens one more session.</param>
    /// <param name="work">What each does until nothing is left.</param>
    public static Task RunAsync(
        PostgresSession session, int most, Func<CancellationToken, Task<PostgresSession>> open, Func<PostgresSession, Task> work, CancellationToken cancellation)
    {
        var others = Enumerable.Range(1, Math.Max(0, most - 1)).Select(_ => WorkBesideAsync(open, work, cancellation));
        return Task.WhenAll(others.Prepend(work(session)));
    }

    private static async Task WorkBesideAsync(Func<CancellationToken, Task<PostgresSession>> open, Func<PostgresSession, Task> work, CancellationToken cancellation)
    {
        PostgresSession session;
        try
        {
            session = await open(cancellation);
        }
        catch (PostgresFailure full) when (full.IsTransient)
        {
            // The server has no session to spare; the first one does the work alone.
            return;
        }
        await using (session)
            await work(session);
    }
}
