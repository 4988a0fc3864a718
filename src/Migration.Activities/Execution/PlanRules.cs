using Migration.Connectors;
using Migration.Connectors.Rules;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Activities;

/// <summary>Asks the rules of a plan outside of its tables' own course: those of the source beforehand, those of several tables afterwards.</summary>
public sealed class PlanRules(ConnectorCatalog catalog, TimeProvider time)
{
    /// <param name="plan">With its tables expanded.</param>
    public async Task<IReadOnlyList<RuleResult>> AskAsync(MigrationPlan plan, Func<ValidationRule, bool> chosen, CancellationToken cancellation)
    {
        var asked = Asked(plan).Where(ask => ask.Rule.IsAsked && chosen(ask.Rule)).ToList();
        if (asked.Count == 0)
            return [];
        await using var source = await catalog.OpenAsync(plan.SourceDatabase, cancellation);
        await using var target = await catalog.OpenAsync(plan.TargetDatabase, cancellation);
        var run = new RuleRun(new(source, plan.SourceSchema), new(target, plan.TargetSchema), time);
        var results = new List<RuleResult>();
        foreach (var (rule, table) in asked)
            results.Add(await run.RunAsync(rule, table, plan.Tables, cancellation));
        return results;
    }

    /// <summary>One problem per rule of the source that does not hold, of the rule's own severity.</summary>
    public async Task<IEnumerable<Problem>> ProblemsOfSourceAsync(MigrationPlan plan, CancellationToken cancellation) =>
        from result in await AskAsync(plan, rule => rule.Side == PlanSide.Source, cancellation)
        where !result.Holds
        select new Problem(
            $"validations['{result.Name}']", ErrorCodes.RuleBroken, result.Summary, "Correct the source, or change the rule.", result.Severity);

    /// <summary>A rule of a query stands for itself where the plan has it and it names no table; any other for each of its tables.</summary>
    private static IEnumerable<(ValidationRule Rule, TableMigration? Table)> Asked(MigrationPlan plan)
    {
        foreach (var rule in plan.Validations)
        {
            if (rule.Query is not null && rule.Tables.Count == 0)
                yield return (rule, null);
            else
                foreach (var table in plan.Tables.Where(table => rule.Tables.Count == 0 || rule.Tables.Contains(table.SourceTable)))
                    yield return (rule, table);
        }

        foreach (var table in plan.Tables)
            foreach (var rule in table.Validations)
                yield return (rule, table);
    }
}
