using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>
/// Whether the connection may make tables in a schema, told from what is granted, without a write. Where SHOW GRANTS does
/// not tell, as of what a database role or a share holds, nothing is refused.
/// </summary>
internal sealed class WriteAccess(SnowflakeSession session, SchemaPlace place)
{
    private const string AccountRole = "ROLE";

    public async Task RequireAsync(bool schemaExists, CancellationToken cancellation)
    {
        var (role, warehouse) = (await session.QueryAsync("SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE()", row => (Name(row, 0), Name(row, 1)), cancellation))[0];
        if (warehouse.Length == 0)
            throw new MigrationException(ErrorCodes.ConfigInvalid,
                $"Database '{session.Options.Name}' has no warehouse that could run a statement. Name one in the connection, and grant its USAGE to role '{role}'.");
        var (privilege, target) = schemaExists ? ("CREATE TABLE", $"SCHEMA {place.Name}") : ("CREATE SCHEMA", $"DATABASE {SnowflakeNames.Quote(place.Database)}");
        if (!await HoldsAsync(privilege, target, cancellation))
            throw new MigrationException(ErrorCodes.DatabaseUnreadable,
                $"Database '{session.Options.Name}': role '{role}' lacks the privilege {privilege} on {target}. Grant it to the role, or name a role in the connection that has it.");
    }

    private async Task<bool> HoldsAsync(string privilege, string target, CancellationToken cancellation)
    {
        var grants = await session.QueryAsync($"SHOW GRANTS ON {target}",
            row => (Privilege: row.Text("privilege"), HolderType: row.Text("granted_to"), Holder: row.Text("grantee_name")), cancellation);
        var holders = grants.Where(grant => grant.Privilege == privilege || grant.Privilege == "OWNERSHIP").ToList();
        // Nothing at all is shown to a role that has nothing itself; another role of the session may.
        if (grants.Count == 0 || holders.Exists(holder => holder.HolderType != AccountRole))
            return true;
        var roles = holders.Select(holder => holder.Holder).Distinct().Select(name => $"IS_ROLE_IN_SESSION({SnowflakeNames.Literal(name)})").ToList();
        return roles.Count > 0 && (await session.QueryAsync($"SELECT {string.Join(" OR ", roles)}", row => row.GetBoolean(0), cancellation))[0];
    }

    private static string Name(ResultReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
