using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>The servers that the statements of this connector are written for.</summary>
internal static class ServerVersion
{
    /// <summary>Transaction ids and snapshots of 64 bits by name (pg_current_xact_id, pg_snapshot) came with it.</summary>
    private const int Oldest = 13;

    public static void Require(Version server, string database)
    {
        if (server.Major < Oldest)
            throw new MigrationException(ErrorCodes.DatabaseTooOld,
                $"Database '{database}' is on PostgreSQL {server}, which is older than what the product can work with: {Oldest} and later. Upgrade the server, or migrate by way of a newer one.");
    }
}
