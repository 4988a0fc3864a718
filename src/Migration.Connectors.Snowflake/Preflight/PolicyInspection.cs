using Migration.Connectors.Access;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>
/// Masking and row access policies of a table. What they do to a role is in their bodies, which few may read: so each one
/// counts, until a person says that it lets the role see everything.
/// </summary>
internal sealed class PolicyInspection(SnowflakeSession session, SchemaPlace place)
{
    private const string RowAccess = "ROW_ACCESS_POLICY";
    private const string Masking = "MASKING_POLICY";

    private sealed record Found(string Policy, string Kind, string? Column);

    public async Task<IReadOnlyList<Problem>> RunAsync(AccessedTable table, string role, AccessQuestion question, CancellationToken cancellation)
    {
        var found = await MasksAsync(table, cancellation);
        var problems = new List<Problem>();
        try
        {
            found = [.. found.Concat(await ReferencesAsync(table, cancellation)).DistinctBy(policy => (policy.Policy, policy.Kind, policy.Column))];
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            problems.Add(new(table.Path, ErrorCodes.PolicyHides, $"Role '{role}' may not ask which row access policies table '{table.Name}' has.", "Grant it APPLY ROW ACCESS POLICY, or make sure that none leaves out rows.", Severity.Info));
        }

        problems.AddRange(found.Select(policy => Problem(table, role, policy, question)));
        return problems;
    }

    /// <summary>DESCRIBE tells every role that sees the table.</summary>
    private async Task<List<Found>> MasksAsync(AccessedTable table, CancellationToken cancellation)
    {
        var columns = await session.QueryAsync($"DESC TABLE {place.Of(table.Name)}", row => (Column: row.Text("name"), Policy: row.Text("policy name")), cancellation);
        return [.. columns.Where(column => column.Policy.Length > 0).Select(column => new Found(column.Policy.Split('.')[^1], Masking, column.Column))];
    }

    private async Task<List<Found>> ReferencesAsync(AccessedTable table, CancellationToken cancellation) => [.. (await session.QueryAsync(
        $"SELECT POLICY_NAME, POLICY_KIND, REF_COLUMN_NAME FROM TABLE({place.Catalog}.POLICY_REFERENCES(REF_ENTITY_NAME => {SnowflakeNames.Literal(place.Of(table.Name))}, REF_ENTITY_DOMAIN => 'TABLE'))",
        row => new Found(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), cancellation)).Where(policy => policy.Kind is RowAccess or Masking)];

    private static Problem Problem(AccessedTable table, string role, Found policy, AccessQuestion question)
    {
        var what = policy.Kind == RowAccess ? $"leave out rows of table '{table.Name}'" : $"change values of column '{policy.Column}' of table '{table.Name}'";
        var effect = question.Side == PlanSide.Source ? "the copy would hold what is shown" : "what is read back and compared would be what is shown";
        return new(table.Path, ErrorCodes.PolicyHides, $"The policy '{policy.Policy}' may {what} for role '{role}': {effect}.",
            "Connect with a role that the policy lets see everything, and set acceptPolicies: true.", question.Plan.Configuration.AcceptPolicies ? Severity.Warning : Severity.Error);
    }
}
