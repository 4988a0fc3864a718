using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>
/// Bounds how many processes of the server build indexes of one execution at once, over all its tables and workers.
/// A place is held to the end of the caller's transaction.
/// </summary>
internal sealed class BuildPlaces(string execution, int places)
{
    public async Task TakeAsync(PostgresSession session, CancellationToken cancellation)
    {
        if (await TakeFreeAsync(session, 1, cancellation) == 0)
            await ServerLocks.WaitAsync(session, Name(Random.Shared.Next(places)), cancellation);
    }

    /// <summary>Takes free places, at most <paramref name="most"/>; gives how many.</summary>
    public async Task<int> TakeFreeAsync(PostgresSession session, int most, CancellationToken cancellation)
    {
        var taken = 0;
        for (var place = 0; place < places && taken < most; place++)
            taken += await ServerLocks.TryAsync(session, Name(place), cancellation) ? 1 : 0;
        return taken;
    }

    private string Name(int place) => $"migration build {execution} {place}";
}
