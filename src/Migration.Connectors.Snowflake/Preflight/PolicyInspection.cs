using Migration.Connectors.Access;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>
/// Masking and row access policies of a table. What they do to a role is in their bodies, which few may read: so each one
/// counts, until a person says that it lets the role see everything. A clone is no matter of what a role sees.
/// </summary>
internal sealed class PolicyInspection(SnowflakeSession session, SchemaPlace place)
{
    public async Task<IReadOnlyList<Problem>> RunAsync(AccessedTable table, string role, AccessQuestion question, CancellationToken cancellation)
    {
        var policies = await new PolicyReader(session, place, table.Name).ReadAsync(cancellation);
        var found = policies.All.Where(policy => policy.Kind is AttachedPolicy.RowAccess or AttachedPolicy.Masking).DistinctBy(policy => (policy.Name, policy.Column)).ToList();
        if (found.Count > 0 && await IsClonedAsync(table, question, cancellation))
            return [Carried(table, role, found)];
        var problems = found.ConvertAll(policy => Problem(table, role, policy, question));
        if (policies.Refusal is not null)
            problems.Insert(0, new(table.Path, ErrorCodes.PolicyHides, $"Role '{role}' may not ask which row access policies table '{table.Name}' has.", "Grant it APPLY ROW ACCESS POLICY, or make sure that none leaves out rows.", Severity.Info));
        return problems;
    }

    private async Task<bool> IsClonedAsync(AccessedTable table, AccessQuestion question, CancellationToken cancellation)
    {
        if (question is not { Side: PlanSide.Source, StaysWithin: true } || table.Made is not { } made)
            return false;
        var job = TableJob.Of(question.Plan.Id, question.Plan, made);
        await using var source = await SnowflakeTableSource.OpenAsync(session, place, job, cancellation);
        return new TableClone(session, job, source).Obstacle is null;
    }

    private static Problem Carried(AccessedTable table, string role, List<AttachedPolicy> found) => new(table.Path, ErrorCodes.PolicyHides,
        $"Table '{table.Name}' is cloned with its policies, {string.Join(", ", found.Select(policy => policy.Name).Distinct())}: the clone holds every row and value, whatever role '{role}' sees. Both sides are compared as the same policies show them to it.",
        "Nothing is to be done; were the rows copied (cloneTables: false), the copy would hold what is shown.", Severity.Info);

    private static Problem Problem(AccessedTable table, string role, AttachedPolicy policy, AccessQuestion question)
    {
        var what = policy.Kind == AttachedPolicy.RowAccess ? $"leave out rows of table '{table.Name}'" : $"change values of column '{policy.Column}' of table '{table.Name}'";
        var effect = question.Side == PlanSide.Source ? "the copy would hold what is shown" : "what is read back and compared would be what is shown";
        return new(table.Path, ErrorCodes.PolicyHides, $"The policy {policy.Name} may {what} for role '{role}': {effect}.",
            "Connect with a role that the policy lets see everything, and set acceptPolicies: true.", question.Plan.Configuration.AcceptPolicies ? Severity.Warning : Severity.Error);
    }
}
