using System.Text.Json;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Reads the policies of a table or a view: what POLICY_REFERENCES tells the role, and by DESCRIBE, which tells everyone, the masks that it does not.</summary>
/// <param name="kind">TABLE or VIEW.</param>
internal sealed class PolicyReader(SnowflakeSession session, SchemaPlace place, string table, string kind = "TABLE")
{
    private string Name => place.Of(table);

    public async Task<TablePolicies> ReadAsync(CancellationToken cancellation)
    {
        var (told, refusal) = await ToldAsync(cancellation);
        var columns = await session.QueryAsync($"DESC {kind} {Name}", row => (Column: row.Text("name"), Policy: row.TextOrNull("policy name")), cancellation);
        var untold = columns.Where(column => column.Policy is { Length: > 0 } && !told.Exists(policy => policy.Column == column.Column))
            .Select(column => new AttachedPolicy(AttachedPolicy.Masking, column.Policy!, column.Column, []));
        return new([.. told, .. untold], refusal);
    }

    /// <summary>A role without rights on policies is refused the question, and so is one in an edition that has none.</summary>
    private async Task<(List<AttachedPolicy> Policies, string? Refusal)> ToldAsync(CancellationToken cancellation)
    {
        try
        {
            return (await session.QueryAsync(
                $"SELECT POLICY_KIND, POLICY_DB, POLICY_SCHEMA, POLICY_NAME, REF_COLUMN_NAME, REF_ARG_COLUMN_NAMES, TAG_NAME FROM TABLE({place.Catalog}.POLICY_REFERENCES(REF_ENTITY_NAME => {SnowflakeNames.Literal(Name)}, REF_ENTITY_DOMAIN => '{kind}'))",
                Policy, cancellation), null);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return ([], refused.Message);
        }
    }

    private static AttachedPolicy Policy(ResultReader row) => new(
        row.GetString(0), row.FullName(1), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? [] : JsonSerializer.Deserialize<string[]>(row.GetString(5))!)
    {
        IsOfTag = !row.IsDBNull(6),
    };
}
