namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>
/// The account's objects. What PostgreSQL has no word for is kept here: declared types, keys that nobody enforces, comments, dropped
/// tables. Readers take a snapshot; one definition at a time changes it.
/// </summary>
internal sealed class AccountCatalog : IDisposable
{
    private readonly SemaphoreSlim _definitions = new(1);
    private long _lastId;

    public CatalogState State { get; private set; } = new();

    public long NextId() => Interlocked.Increment(ref _lastId);

    public async Task ChangeAsync(Func<CatalogState, Task<CatalogState>> change, CancellationToken cancellation)
    {
        await _definitions.WaitAsync(cancellation);
        try
        {
            State = await change(State);
        }
        finally
        {
            _definitions.Release();
        }
    }

    public void Dispose() => _definitions.Dispose();
}
