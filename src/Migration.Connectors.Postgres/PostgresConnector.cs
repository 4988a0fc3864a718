using Migration.Connectors.Postgres.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres;

/// <summary>PostgreSQL 13 or later, by a connection string.</summary>
public sealed class PostgresConnector : IConnector
{
    private const int OldestVersion = 13;

    public string Kind => "postgres";

    public async Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation)
    {
        var options = PostgresOptions.Of(settings);
        // Whether the server answers is told here, where opening is tried again with patience.
        await using var session = await PostgresSession.OpenAsync(options, "", "", cancellation);
        if (session.Connection.PostgreSqlVersion.Major < OldestVersion)
            throw new MigrationException(ErrorCodes.DatabaseInvalid,
                $"Database '{settings.Name}' is PostgreSQL {session.Connection.PostgreSqlVersion}, and version {OldestVersion} is the oldest that is known to work. Use a newer server.");
        return new PostgresDatabase(settings, options);
    }
}
