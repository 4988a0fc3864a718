using System.Text.RegularExpressions;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>A validation has what its type needs and nothing that its type would ignore.</summary>
internal sealed class RuleContentValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan) =>
        PlanPaths.PlanRules(plan).Concat(PlanPaths.TableRules(plan)).SelectMany(r => Validate(r.Path, r.Rule));

    private static IEnumerable<Problem> Validate(string path, ValidationRule rule)
    {
        var present = RuleParts.Present(rule).ToList();
        var allowed = RuleParts.Allowed(rule);
        return
        [
            .. RuleParts.Needed(rule).Except(present).Select(key => Missing(path, key, rule)),
            .. present.Except(allowed).Select(key => Foreign(path, key, rule, allowed)),
            .. Values(path, rule),
            .. Queries(path, rule),
        ];
    }

    private static Problem Missing(string path, string key, ValidationRule rule) =>
        new($"{path}.{key}", ErrorCodes.PlanMissing, $"A validation of type {RuleParts.Title(rule)} needs {key}.", $"Add {key}; docs/plan-reference.md has an example of each type.");

    private static Problem Foreign(string path, string key, ValidationRule rule, string[] allowed) =>
        new($"{path}.{key}", ErrorCodes.PlanContradiction, $"A validation of type {RuleParts.Title(rule)} would ignore {key}.", allowed.Length == 0 ? $"Remove {key}." : $"Remove {key}; it may have {string.Join(", ", allowed)}.");

    private static IEnumerable<Problem> Values(string path, ValidationRule rule)
    {
        if (rule is { Check: QualityCheck.Range, Minimum: null, Maximum: null })
            yield return new($"{path}.minimum", ErrorCodes.PlanMissing, "A range needs a minimum, a maximum, or both.", "Add minimum or maximum.");
        if (rule is { Check: QualityCheck.Freshness, Columns.Count: > 1 })
            yield return new($"{path}.columns", ErrorCodes.PlanContradiction, "A rule of freshness looks at one column.", "Write a rule for each column.");
        if (rule.MaxAge <= TimeSpan.Zero)
            yield return new($"{path}.maxAge", ErrorCodes.PlanInvalidValue, "maxAge is not more than zero.", "Choose an age such as 24h.");
        if (rule.Tolerance < 0)
            yield return new($"{path}.tolerance", ErrorCodes.PlanInvalidValue, "The tolerance is negative.", "Choose 0 or more, or leave it out.");
        foreach (var (key, share) in new[] { ("confidence", rule.Confidence), ("margin", rule.Margin) })
            if (share is <= 0 or >= 1)
                yield return new($"{path}.{key}", ErrorCodes.PlanInvalidValue, $"The {key} is no share between 0 and 1.", "Choose one such as 0.99 for the confidence, 0.01 for the margin.");
        if (rule.ReferencedColumns.Count > 0 && rule.ReferencedColumns.Count != rule.Columns.Count)
            yield return new($"{path}.referencedColumns", ErrorCodes.PlanContradiction, $"{rule.Columns.Count} column(s) refer to {rule.ReferencedColumns.Count}.", "Give as many referencedColumns as columns.");
        if (rule.Pattern is { } pattern && Complaint(pattern) is { } complaint)
            yield return new($"{path}.pattern", ErrorCodes.PlanInvalidValue, $"The pattern is no regular expression that can be used: {complaint}", "Correct it; look-around and back-references are not supported.");
        foreach (var (index, aggregate) in rule.Aggregates.Index())
            if (!RuleAggregates.All.Contains(aggregate))
                yield return new(DocumentPath.Item($"{path}.aggregates", index), ErrorCodes.PlanInvalidValue, $"'{aggregate}' is no aggregate.", $"Choose from {string.Join(", ", RuleAggregates.All)}.");
    }

    private static IEnumerable<Problem> Queries(string path, ValidationRule rule) =>
        from query in new[] { ("query", rule.Query), ("targetQuery", rule.TargetQuery) }
        where query.Item2 is not null && !Questions.Asks(query.Item2)
        select new Problem($"{path}.{query.Item1}", ErrorCodes.PlanInvalidValue, "A validation asks a question; this does not start with SELECT, WITH or VALUES.", "Write one query that gives one value.");

    private static string? Complaint(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message.TrimEnd('.') + ".";
        }
    }
}
