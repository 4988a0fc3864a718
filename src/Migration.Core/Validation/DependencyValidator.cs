using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Dependencies are ids of other plans, each once.</summary>
internal sealed class DependencyValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var dependencies = plan.Dependencies.Select((id, i) => (Path: DocumentPath.Item("dependencies", i), Id: id)).ToList();
        foreach (var (path, id) in dependencies)
        {
            if (!PlanId.IsValid(id))
                yield return new Problem(path, ErrorCodes.PlanInvalidValue, $"'{id}' is not a plan id.", PlanId.Rule);
            if (id == plan.Id)
                yield return new Problem(path, ErrorCodes.PlanContradiction, "The plan waits for itself.", "Remove its own id from the dependencies.");
        }

        foreach (var (path, id) in PlanPaths.Repeated(dependencies))
            yield return new Problem(path, ErrorCodes.PlanContradiction, $"The dependency '{id}' stands here twice.", "Remove one of the two.");
    }
}
