using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Parsing;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>One session: its statements run one after the other on one connection.</summary>
internal sealed class PostgresSession(AccountCatalog catalog, SessionState state, SessionConnection connection) : IEngineSession
{
    private readonly List<string> _open = [];

    public async Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation)
    {
        state.Committed = null;
        var result = await new StatementRunner(catalog, state, connection).RunAsync(StatementParser.Parse(statement.Text), statement.Bindings, cancellation);
        _open.Add(statement.Handle);
        if (!state.IsInTransaction) Tell();
        return result;
    }

    /// <summary>What a transaction's statements did is there with its end.</summary>
    private void Tell()
    {
        foreach (var statement in _open) catalog.Tell(statement, state.Committed ?? state.Now);
        _open.Clear();
    }

    public ValueTask RestAsync() => connection.RestAsync();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
