using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Validation rules have their own names and speak of tables that the plan moves.</summary>
internal sealed class ValidationRuleValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var rules = PlanPaths.PlanRules(plan).Concat(PlanPaths.TableRules(plan)).ToList();
        return
        [
            .. PlanPaths.Repeated(rules.Select(r => (r.Path, r.Rule.Name))).Select(Repeated),
            .. PlanPaths.TableRules(plan).Where(r => r.Rule.Tables.Count > 0).Select(r => Misplaced(r.Path)),
            .. plan.Tables.Count == 0 ? [] : PlanPaths.PlanRules(plan).SelectMany(r => UnknownTables(plan, r.Path, r.Rule)),
        ];
    }

    private static Problem Repeated((string Path, string Name) again) =>
        new($"{again.Path}.name", ErrorCodes.PlanContradiction, $"Two validations are named '{again.Name}'.", "Give each its own name: reports tell them apart by it.");

    private static Problem Misplaced(string path) =>
        new($"{path}.tables", ErrorCodes.PlanContradiction, "A validation of one table lists tables.", "Remove tables, or move the rule to the plan's validations.");

    private static IEnumerable<Problem> UnknownTables(MigrationPlan plan, string path, ValidationRule rule)
    {
        var known = plan.Tables.Select(t => t.SourceTable).ToList();
        return rule.Tables
            .Select((table, i) => (Path: DocumentPath.Item($"{path}.tables", i), table))
            .Where(t => !known.Contains(t.table))
            .Select(t => new Problem(t.Path, ErrorCodes.PlanContradiction, $"The plan does not move the table '{t.table}'.", Suggestion.Sentence(t.table, known)));
    }
}
