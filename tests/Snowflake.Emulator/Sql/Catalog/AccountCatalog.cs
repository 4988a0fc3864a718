using System.Collections.Concurrent;
using Snowflake.Emulator.Sql.Account;

namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>
/// The account's objects. What PostgreSQL has no word for is kept here: declared types, keys that nobody enforces, comments, dropped
/// tables. Readers take a snapshot; one definition at a time changes it.
/// </summary>
internal sealed class AccountCatalog(TimeProvider time, AccountWarehouses warehouses, AccountDenials denials) : IDisposable
{
    private readonly SemaphoreSlim _definitions = new(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _statements = new();
    private long _lastId;

    public AccountClock Clock { get; } = new(time);

    public StagedFiles Files { get; } = new();

    public CatalogState State { get; private set; } = new();

    public AccountWarehouses Warehouses => warehouses;

    public AccountDenials Denials => denials;

    public long NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>When what a statement did was committed.</summary>
    public void Tell(string statement, DateTimeOffset moment) => _statements[statement] = moment;

    /// <returns>Null where there was no such statement.</returns>
    public DateTimeOffset? MomentOf(string statement) => _statements.TryGetValue(statement, out var moment) ? moment : null;

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

    public void Dispose()
    {
        _definitions.Dispose();
        Clock.Dispose();
        Files.Dispose();
    }
}
