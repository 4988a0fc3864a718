using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Documents;

namespace Migration.Core.Validation;

/// <summary>Pre-conditions ask and post-actions act, each under its own name.</summary>
internal sealed class StatementValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var conditions = plan.PreConditions.Select((c, i) => (Path: DocumentPath.Item("preConditions", i), c)).ToList();
        var actions = plan.PostActions.Select((a, i) => (Path: DocumentPath.Item("postActions", i), a)).ToList();
        return
        [
            .. PlanPaths.Repeated(conditions.Select(c => (c.Path, c.c.Name))).Select(Repeated),
            .. PlanPaths.Repeated(actions.Select(a => (a.Path, a.a.Name))).Select(Repeated),
            .. conditions.Where(c => !Questions.Asks(c.c.Query)).Select(c => Acts(c.Path)),
            .. actions.Where(a => string.IsNullOrWhiteSpace(a.a.Statement)).Select(a => Empty(a.Path)),
        ];
    }

    private static Problem Repeated((string Path, string Name) again) =>
        new($"{again.Path}.name", ErrorCodes.PlanContradiction, $"The name '{again.Name}' is taken.", "Give each its own name: reports tell them apart by it.");

    private static Problem Acts(string path) =>
        new($"{path}.query", ErrorCodes.PlanInvalidValue, "A pre-condition asks a question; this does not start with SELECT, WITH or VALUES.", "Write one query that gives one value.");

    private static Problem Empty(string path) =>
        new($"{path}.statement", ErrorCodes.PlanMissing, "The post-action has no statement.", "Write one statement in the target's SQL.");
}
