using Snowflake.Emulator.Sql.Catalog;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>What a definition works with.</summary>
internal sealed record Definition(AccountCatalog Catalog, SessionState Session, SessionConnection Connection, CancellationToken Cancellation)
{
    public DateTimeOffset Now => Session.Options.Clock.GetUtcNow();

    public Task ExecuteAsync(string sql) => Connection.ExecuteAsync(sql, [], Cancellation);
}
