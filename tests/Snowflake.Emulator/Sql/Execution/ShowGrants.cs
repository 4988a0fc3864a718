using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Account;
using Snowflake.Emulator.Sql.Catalog;
using Snowflake.Emulator.Sql.Syntax;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>SHOW GRANTS ON: the role of the session owns everything of which it was denied nothing.</summary>
internal sealed class ShowGrants(SessionState session)
{
    public EngineResult Show(ShowStatement show)
    {
        var table = new ShowTable("created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by_role_type", "granted_by");
        var (created, name, grants) = Found(show);
        var held = session.Denials.Held(session.Role, show.InKind, name);
        if (held is not ["OWNERSHIP"] and not []) Add(table, show, created, "OWNERSHIP", AccountDenials.Owner);
        foreach (var privilege in held) Add(table, show, created, privilege, session.Role);
        foreach (var grant in grants) table.Add(grant.Created, grant.Privilege, show.InKind, show.In!.ToString(), grant.GranteeKind, grant.Grantee, grant.WithOption ? "true" : "false", "ROLE", grant.By);
        return table.Result();
    }

    private static void Add(ShowTable table, ShowStatement show, DateTimeOffset created, string privilege, string role) =>
        table.Add(created, privilege, show.InKind, show.In!.ToString(), "ROLE", role, "true", "ROLE", role);

    private (DateTimeOffset Created, string Name, IReadOnlyList<Grant> Grants) Found(ShowStatement show)
    {
        var name = show.In!;
        switch (show.InKind)
        {
            case "DATABASE":
                return (session.State.Databases.GetValueOrDefault(name.Name)?.Created ?? throw SqlError.NoObject("Database", name.ToString()), name.Name, []);
            case "SCHEMA":
                var schema = session.State.Schemas.GetValueOrDefault(session.SchemaKey(name)) ?? throw SqlError.NoObject("Schema", name.ToString());
                return (schema.Created, $"{schema.Database}.{schema.Name}", []);
            case "WAREHOUSE":
                return (DateTimeOffset.UnixEpoch, session.Warehouses.Find(name.Name)?.Name ?? throw SqlError.NoObject("Warehouse", name.ToString()), []);
            case "VIEW":
                var view = session.View(name);
                return (view.Created, view.Key.ToString(), view.Grants);
            case "SEQUENCE":
                var sequence = session.Sequence(name);
                return (sequence.Created, session.Key(name).ToString(), sequence.Grants);
            default:
                var (key, table) = session.Table(name);
                return (table.Created, key.ToString(), table.Grants);
        }
    }
}
