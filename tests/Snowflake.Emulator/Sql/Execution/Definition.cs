using Snowflake.Emulator.Sql.Catalog;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What a definition works with.</summary>
internal sealed record Definition(AccountCatalog Catalog, SessionState Session, SessionConnection Connection, CancellationToken Cancellation)
{
    /// <summary>When an object is made.</summary>
    public DateTimeOffset Now { get; } = Catalog.Clock.Tick();

    public Task ExecuteAsync(string sql) => Connection.ExecuteAsync(sql, [], Cancellation);
}
