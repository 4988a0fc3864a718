using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake;

/// <summary>Snowflake, by a connection string of its SQL API.</summary>
public sealed class SnowflakeConnector : IConnector
{
    public string Kind => "snowflake";

    public async Task<IDatabase> OpenAsync(DatabaseSettings settings, CancellationToken cancellation)
    {
        var options = SnowflakeOptions.Of(settings);
        // Whether the account answers and takes the key is told here, where opening is tried again with patience.
        await new SnowflakeSession(options, options.ConnectionString, QueryTag.None).ScalarAsync("SELECT CURRENT_VERSION()", cancellation);
        return new SnowflakeDatabase(settings, options);
    }
}
