using Migration.Connectors.Tables;

namespace Migration.Conformance;

/// <summary>Both sides of a table, for a test that takes an operation's parts one by one.</summary>
internal sealed record OpenTable(ITableSource Source, ITableTarget Target) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        await Source.DisposeAsync();
    }
}
