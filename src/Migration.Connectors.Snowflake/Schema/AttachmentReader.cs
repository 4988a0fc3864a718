using System.Text.Json;
using Migration.Connectors.Snowflake.Engine;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads policies, tags, grants and the clustering key of a table; of a view policies and grants.</summary>
/// <param name="kind">TABLE or VIEW.</param>
internal sealed class AttachmentReader(SnowflakeSession session, SchemaPlace place, string table, string kind = "TABLE")
{
    private const string Hidden = "MASKING_POLICY";

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
        var seen = await ToldAsync("row access policies",
            $"SELECT POLICY_KIND, POLICY_DB, POLICY_SCHEMA, POLICY_NAME, REF_COLUMN_NAME, REF_ARG_COLUMN_NAMES, TAG_NAME FROM TABLE({place.Catalog}.POLICY_REFERENCES(REF_ENTITY_NAME => {SnowflakeNames.Literal(Name)}, REF_ENTITY_DOMAIN => '{kind}'))",
            row => (IsOfTag: !row.IsDBNull(6), Policy: new AttachedPolicy(row.GetString(0), Full(row, 1), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? [] : JsonSerializer.Deserialize<string[]>(row.GetString(5))!)), cancellation);
        var described = await session.QueryAsync($"DESC {kind} {Name}", row => (Column: row.Text("name"), Policy: row.TextOrNull("policy name")), cancellation);
        var hidden = described.Where(column => column.Policy is { Length: > 0 } && !seen.Exists(one => one.Policy.Column == column.Column))
            .Select(column => new AttachedPolicy(Hidden, column.Policy!, column.Column, []));
        return [.. seen.Where(one => !one.IsOfTag || kind != "TABLE").Select(one => one.Policy), .. hidden];
    }

    private async Task<IReadOnlyList<AttachedTag>> TagsAsync(CancellationToken cancellation)
    {
        var tags = new List<AttachedTag>();
        foreach (var function in (string[])["TAG_REFERENCES", "TAG_REFERENCES_ALL_COLUMNS"])
            tags.AddRange(await ToldAsync("tags",
                $"SELECT TAG_DATABASE, TAG_SCHEMA, TAG_NAME, TAG_VALUE, COLUMN_NAME FROM TABLE({place.Catalog}.{function}({SnowflakeNames.Literal(Name)}, 'TABLE')) WHERE LEVEL = '{(function == "TAG_REFERENCES" ? "TABLE" : "COLUMN")}'",
                row => new AttachedTag(Full(row, 0), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4)), cancellation));
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

    /// <summary>A role without rights on policies is refused the question, and so is one in an edition that has none.</summary>
    private async Task<List<T>> ToldAsync<T>(string what, string sql, Func<ResultReader, T> read, CancellationToken cancellation)
    {
        try
        {
            return await session.QueryAsync(sql, read, cancellation);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            _unknown.Add($"Which {what} {kind.ToLowerInvariant()} '{table}' has is not told to this role, so its copy gets none of them. {refused.Message}");
            return [];
        }
    }

    private string Grantee(string kind, string name) => kind == "DATABASE_ROLE"
        ? $"DATABASE ROLE {SnowflakeNames.Quote(place.Database)}.{SnowflakeNames.Quote(name)}"
        : $"{kind.Replace('_', ' ')} {SnowflakeNames.Quote(name)}";

    private async Task<string> ClusteringKeyAsync(CancellationToken cancellation) => await session.ScalarAsync(
        $"SELECT CLUSTERING_KEY FROM {place.Catalog}.TABLES WHERE TABLE_SCHEMA = {SnowflakeNames.Literal(place.Schema)} AND TABLE_NAME = {SnowflakeNames.Literal(table)}", cancellation) is { } key
        && key.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open ? key[(open + 1)..^1] : "";

    private static string Full(ResultReader row, int from) => new SchemaPlace(row.GetString(from), row.GetString(from + 1)).Of(row.GetString(from + 2));
}
