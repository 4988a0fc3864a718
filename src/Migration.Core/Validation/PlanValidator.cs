using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Every rule that a plan must keep before a database is looked at.</summary>
public static class PlanValidator
{
    private static readonly IPlanRuleValidator[] Rules =
    [
        new PlanNameValidator(),
        new PlanSidesValidator(),
        new SupportedValidator(),
        new TableListValidator(),
        new ColumnListValidator(),
        new ColumnMappingValidator(),
        new ColumnTransformValidator(),
        new TableTransformationValidator(),
        new ValidationRuleValidator(),
        new RuleContentValidator(),
        new StatementValidator(),
        new DependencyValidator(),
        new ConfigurationBoundsValidator(),
        new ConfigurationSupportValidator(),
        new ConfigurationConflictValidator(),
    ];

    /// <summary>All problems at once, in the order of the rules; empty where the plan is sound.</summary>
    public static IReadOnlyList<Problem> Validate(MigrationPlan plan) => [.. Rules.SelectMany(rule => rule.Validate(plan))];
}
