namespace Migration.Connectors.Sqlite.Tests;

/// <summary>Opens <see cref="ForeignDatabase"/>s.</summary>
internal sealed class ForeignConnector : IConnector
{
    public string Kind => "foreign";

    public async Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation) =>
        new ForeignDatabase(await new SqliteConnector().OpenAsync(settings, cancellation));
}
