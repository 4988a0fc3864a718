using Migration.Connectors.Ledger;
using Migration.Connectors.Tables;

namespace Migration.Conformance;

/// <summary>Both sides of a table, for a test that takes an operation's parts one by one.</summary>
public sealed record OpenTable(ITableSource Source, ITableTarget Target) : IAsyncDisposable
{
    public static async Task<OpenTable> OfAsync(TestDatabases databases, TableRun run)
    {
        var from = await databases.Catalog.OpenAsync(run.Job.SourceDatabase, CancellationToken.None);
        var to = await databases.Catalog.OpenAsync(run.Job.TargetDatabase, CancellationToken.None);
        var source = await from.OpenSourceAsync(run.Job, CancellationToken.None);
        return new OpenTable(source, await to.OpenTargetAsync(run.Job, source, CancellationToken.None));
    }

    public async Task<IReadOnlyList<LedgerRange>> LedgerAsync()
    {
        var ranges = new List<LedgerRange>();
        await foreach (var range in Target.ReadLedgerAsync(CancellationToken.None))
            ranges.Add(range);
        return ranges;
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        await Source.DisposeAsync();
    }
}
