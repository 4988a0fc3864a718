using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>What the rules of a plan make of how a table's sides compare.</summary>
public static class ValidationVerdicts
{
    /// <summary>Null where nothing differs. Weighs as much as the heaviest rule that is broken; what no rule is for is an error.</summary>
    public static StepFailure? ToFailure(this TableValidationResult verdict, IReadOnlyList<ValidationRule> rules)
    {
        if (!verdict.IsDifferent)
            return null;
        var broken = Broken(verdict).ToList();
        var named = rules.Where(rule => !rule.IsAsked && broken.Contains(rule.Type)).ToList();
        var details = new FailureDetails
        {
            Batch = verdict.FirstDifferent,
            Severity = broken.Where(type => type != ValidationType.Completeness || named.Exists(rule => rule.Type == type)).Select(type => WeightOf(type, named)).Max(),
            Context = named.Count == 0 ? [] : new() { ["rules"] = string.Join(", ", named.Select(rule => rule.Name)) },
        };
        return new(verdict.Code ?? ErrorCodes.ValidationFailed, verdict.Summary, details);
    }

    /// <summary>One failure per rule that does not hold.</summary>
    public static IEnumerable<StepFailure> Broken(IEnumerable<RuleResult> rules) =>
        from rule in rules
        where !rule.Holds
        select new StepFailure(ErrorCodes.RuleBroken, rule.Summary, new()
        {
            Severity = rule.Severity,
            Context = new() { ["rules"] = rule.Name },
        });

    private static Severity WeightOf(ValidationType type, IEnumerable<ValidationRule> broken) =>
        broken.Where(rule => rule.Type == type).Select(rule => rule.Severity).DefaultIfEmpty(Severity.Error).Max();

    private static IEnumerable<ValidationType> Broken(TableValidationResult verdict)
    {
        var countsDiffer = verdict.SourceRows != verdict.CopiedRows + verdict.RejectedRows || verdict.TargetRows != verdict.CopiedRows;
        if (countsDiffer)
            yield return ValidationType.RowCount;
        if (countsDiffer || verdict.KeysDiffer)
            yield return ValidationType.Completeness;
        if (verdict.RangesDifferent > 0 || !countsDiffer)
            yield return ValidationType.Accuracy;
    }
}
