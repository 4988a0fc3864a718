using Migration.Connectors.Access;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Schema;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Preflight;

/// <summary>Whether the role may read the tables of a source, or write those of a target, before any row moves.</summary>
internal sealed class AccessInspection(SnowflakeSession session, SchemaPlace place)
{
    private readonly Grants _grants = new(session);
    private readonly PolicyInspection _policies = new(session, place);

    public async Task<IReadOnlyList<Problem>> RunAsync(AccessQuestion question, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var (role, _) = await session.ContextAsync(cancellation);
        foreach (var table in question.Tables)
        {
            var lacking = question.Side == PlanSide.Source ? await SourceAsync(table, role, cancellation) : await TargetAsync(table, role, question.Plan, cancellation);
            problems.AddRange(lacking.Count > 0 ? lacking : await _policies.RunAsync(table, role, question, cancellation));
        }
        if (question.Views.Count > 0 && (await _grants.MissingAsync($"SCHEMA {place.Name}", ["CREATE VIEW"], cancellation)).Count > 0)
            problems.Add(new("targetSchema", ErrorCodes.SchemaReduced, $"Database '{session.Options.Name}': role '{role}' lacks CREATE VIEW on schema '{place.Schema}', so views are not created: {string.Join(", ", question.Views.Select(view => $"'{view}'"))}.",
                $"GRANT CREATE VIEW ON SCHEMA {place.Name} TO ROLE {SnowflakeNames.Quote(role)}; or create them by hand.", Severity.Warning));
        return problems;
    }

    /// <summary>Asked of Snowflake itself, which knows of every way by which a role comes to a privilege; no row is read.</summary>
    private async Task<IReadOnlyList<Problem>> SourceAsync(AccessedTable table, string role, CancellationToken cancellation)
    {
        try
        {
            await session.ScalarAsync($"SELECT 1 FROM {place.Of(table.Name)} LIMIT 0", cancellation);
            return [];
        }
        catch (SnowflakeFailure refused) when (refused.Code is ErrorCodes.DatabaseUnreadable or ErrorCodes.TableUnknown)
        {
            return [Lacks(table, role, ["SELECT"])];
        }
    }

    private async Task<IReadOnlyList<Problem>> TargetAsync(AccessedTable table, string role, MigrationPlan plan, CancellationToken cancellation)
    {
        // A rollback deletes the rows that were added.
        string[] needed = plan switch
        {
            { Strategy: MigrationStrategy.Incremental } => ["SELECT", "INSERT", "UPDATE", "DELETE"],
            { Configuration.EnableRollback: true } => ["SELECT", "INSERT", "DELETE"],
            _ => ["SELECT", "INSERT"],
        };
        var missing = await _grants.MissingAsync($"TABLE {place.Of(table.Name)}", needed, cancellation);
        return missing.Count == 0 ? [] : [Lacks(table, role, missing)];
    }

    private Problem Lacks(AccessedTable table, string role, IReadOnlyList<string> privileges)
    {
        var list = string.Join(", ", privileges);
        return new(table.Path, ErrorCodes.DatabaseUnreadable, $"Database '{session.Options.Name}': role '{role}' lacks {list} on table '{table.Name}'.",
            $"GRANT {list} ON TABLE {place.Of(table.Name)} TO ROLE {SnowflakeNames.Quote(role)}; or name a role in the connection that has it.");
    }
}
