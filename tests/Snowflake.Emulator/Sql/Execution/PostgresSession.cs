using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Parsing;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>One session: its statements run one after the other on one connection.</summary>
internal sealed class PostgresSession(AccountCatalog catalog, SessionState state, SessionConnection connection) : IEngineSession
{
    public Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation) =>
        new StatementRunner(catalog, state, connection).RunAsync(StatementParser.Parse(statement.Text), statement.Bindings, cancellation);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
