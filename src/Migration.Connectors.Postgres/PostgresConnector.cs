using Migration.Connectors.Postgres.Engine;

namespace Migration.Connectors.Postgres;

/// <summary>PostgreSQL 13 or later, by a connection string.</summary>
public sealed class PostgresConnector : IConnector
{
    public string Kind => "postgres";

    public async Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation)
    {
        var options = PostgresOptions.Of(settings);
        // Whether the server answers is told here, where opening is tried again with patience.
        await using var session = await PostgresSession.OpenAsync(options, "", "", cancellation);
        return new PostgresDatabase(settings, options);
    }
}
