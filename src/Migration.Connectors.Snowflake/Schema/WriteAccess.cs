using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Preflight;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Whether the connection may make tables in a schema, told from what is granted, without a write.</summary>
internal sealed class WriteAccess(SnowflakeSession session, SchemaPlace place)
{
    public async Task RequireAsync(bool schemaExists, CancellationToken cancellation)
    {
        var (role, warehouse) = await session.ContextAsync(cancellation);
        if (warehouse.Length == 0)
            throw new MigrationException(ErrorCodes.ConfigInvalid,
                $"Database '{session.Options.Name}' has no warehouse that could run a statement. Name one in the connection, and grant its USAGE to role '{role}'.");
        var (privilege, target) = schemaExists ? ("CREATE TABLE", $"SCHEMA {place.Name}") : ("CREATE SCHEMA", $"DATABASE {SnowflakeNames.Quote(place.Database)}");
        if (await new Grants(session).MissingAsync(target, [privilege], cancellation) is [var missing, ..])
            throw new MigrationException(ErrorCodes.DatabaseUnreadable,
                $"Database '{session.Options.Name}': role '{role}' lacks the privilege {missing} on {target}. Grant it to the role, or name a role in the connection that has it.");
    }
}
