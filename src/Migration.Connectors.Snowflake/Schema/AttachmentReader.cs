using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads policies, tags, grants and the clustering key of a table; of a view policies, tags and grants; of a sequence grants.</summary>
/// <param name="kind">TABLE, VIEW or SEQUENCE.</param>
internal sealed class AttachmentReader(SnowflakeSession session, SchemaPlace place, string table, string kind = "TABLE")
{
    private readonly List<string> _unknown = [];

    /// <summary>A sentence for each thing that the role may not ask.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    private string Name => place.Of(table);

    public async Task<TableAttachments> ReadAsync(CancellationToken cancellation) => new(
        await PoliciesAsync(cancellation), await TagsAsync(cancellation), await GrantsAsync(cancellation))
    {
        ClusteringKey = await ClusteringKeyAsync(cancellation),
        Unknown = _unknown,
    };

    /// <summary>Those that the role may see, and by DESC the masks that it may not; one that comes with a tag of a table goes with it.</summary>
    public async Task<IReadOnlyList<AttachedPolicy>> PoliciesAsync(CancellationToken cancellation)
    {
        var policies = await new PolicyReader(session, place, table, kind).ReadAsync(cancellation);
        if (policies.Refusal is { } refusal)
            _unknown.Add(Untold("row access policies", refusal));
        return [.. policies.All.Where(policy => !policy.IsOfTag || kind != "TABLE")];
    }

    /// <summary>Its own and those of its columns. A view is asked for as a table, and may be called either in what is told.</summary>
    public async Task<IReadOnlyList<AttachedTag>> TagsAsync(CancellationToken cancellation)
    {
        var tags = new List<AttachedTag>();
        foreach (var function in (string[])["TAG_REFERENCES", "TAG_REFERENCES_ALL_COLUMNS"])
            tags.AddRange(await ToldAsync("tags",
                $"SELECT TAG_DATABASE, TAG_SCHEMA, TAG_NAME, TAG_VALUE, COLUMN_NAME FROM TABLE({place.Catalog}.{function}({SnowflakeNames.Literal(Name)}, 'TABLE')) WHERE LEVEL {(function == "TAG_REFERENCES" ? "IN ('TABLE', 'VIEW')" : "= 'COLUMN'")}",
                row => new AttachedTag(row.FullName(0), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)), cancellation));
        return tags;
    }

    /// <summary>But for the owner's. Without rights on the table there is nothing to see.</summary>
    public async Task<IReadOnlyList<TableGrant>> GrantsAsync(CancellationToken cancellation)
    {
        try
        {
            var grants = await session.QueryAsync($"SHOW GRANTS ON {kind} {Name}",
                row => (Privilege: row.Text("privilege"), Kind: row.Text("granted_to"), Grantee: row.Text("grantee_name"), Option: row.Text("grant_option")), cancellation);
            return [.. grants.Where(grant => grant.Privilege != "OWNERSHIP").Select(grant => new TableGrant(grant.Privilege, Grantee(grant.Kind, grant.Grantee), grant.Option.Equals("true", StringComparison.OrdinalIgnoreCase)))];
        }
        catch (SnowflakeFailure refused) when (refused.Code is ErrorCodes.TableUnknown or ErrorCodes.DatabaseUnreadable)
        {
            return [];
        }
    }

    /// <summary>A role without rights on tags is refused the question, and so is one in an edition that has none.</summary>
    private async Task<List<T>> ToldAsync<T>(string what, string sql, Func<ResultReader, T> read, CancellationToken cancellation)
    {
        try
        {
            return await session.QueryAsync(sql, read, cancellation);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            _unknown.Add(Untold(what, refused.Message));
            return [];
        }
    }

    private string Untold(string what, string refusal) => $"Which {what} {kind.ToLowerInvariant()} '{table}' has is not told to this role, so its copy gets none of them. {refusal}";

    private string Grantee(string kind, string name) => kind == "DATABASE_ROLE"
        ? $"DATABASE ROLE {SnowflakeNames.Quote(place.Database)}.{SnowflakeNames.Quote(name)}"
        : $"{kind.Replace('_', ' ')} {SnowflakeNames.Quote(name)}";

    private async Task<string> ClusteringKeyAsync(CancellationToken cancellation) => await session.ScalarAsync(
        $"SELECT CLUSTERING_KEY FROM {place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND TABLE_NAME = {SnowflakeNames.Literal(table)}", cancellation) is { } key
        && key.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open ? key[(open + 1)..^1] : "";
}
