using Migration.Connectors;
using Migration.Connectors.Postgres;
using Migration.Connectors.Snowflake;
using Migration.Connectors.Sqlite;

namespace Migration.Cli.Session;

/// <summary>The databases of a session's configuration.</summary>
internal static class Databases
{
    public static ConnectorCatalog Of(CliSession session) => new([new SqliteConnector(), new PostgresConnector(), new SnowflakeConnector()], ConfiguredDatabases.Of(session.Deployment));
}
