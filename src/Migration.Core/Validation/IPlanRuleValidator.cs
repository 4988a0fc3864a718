using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>One rule over a plan. Looks at the plan alone: no file, no database, no clock.</summary>
internal interface IPlanRuleValidator
{
    IEnumerable<Problem> Validate(MigrationPlan plan);
}
