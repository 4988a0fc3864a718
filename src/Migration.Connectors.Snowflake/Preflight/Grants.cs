using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>What is granted to the roles of the session, by SHOW GRANTS, which needs no warehouse.</summary>
internal sealed class Grants(SnowflakeSession session)
{
    public const string Owner = "OWNERSHIP";
    private const string AccountRole = "ROLE";

    /// <summary>Of the privileges that are needed, those that nobody in the session holds; none where SHOW GRANTS does not tell, as of what a database role or a share holds.</summary>
    /// <param name="target">Such as TABLE "D"."S"."T".</param>
    public async Task<IReadOnlyList<string>> MissingAsync(string target, IReadOnlyList<string> needed, CancellationToken cancellation)
    {
        var all = await session.QueryAsync($"SHOW GRANTS ON {target}",
            row => (Privilege: row.Text("privilege"), HolderType: row.Text("granted_to"), Holder: row.Text("grantee_name")), cancellation);
        var holders = all.Where(grant => grant.Privilege == Owner || needed.Contains(grant.Privilege)).ToList();
        // Nothing at all is shown to a role that has nothing itself; another role of the session may.
        if (all.Count == 0 || holders.Exists(holder => holder.HolderType != AccountRole))
            return [];
        var roles = await InSessionAsync([.. holders.Select(holder => holder.Holder).Distinct()], cancellation);
        var held = holders.Where(holder => roles.Contains(holder.Holder)).Select(holder => holder.Privilege).ToHashSet();
        return held.Contains(Owner) ? [] : [.. needed.Where(privilege => !held.Contains(privilege))];
    }

    private async Task<HashSet<string>> InSessionAsync(IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        if (roles.Count == 0)
            return [];
        var asked = string.Join(", ", roles.Select(role => $"IS_ROLE_IN_SESSION({SnowflakeNames.Literal(role)})"));
        return (await session.QueryAsync($"SELECT {asked}", row => roles.Where((_, place) => row.GetBoolean(place)).ToHashSet(), cancellation))[0];
    }
}
