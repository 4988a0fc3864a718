using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Core.Validation;

/// <summary>Which keys a validation may and must have, by its type and its check.</summary>
internal static class RuleParts
{
    /// <summary>The keys that a rule has, those of every rule left out.</summary>
    public static IEnumerable<string> Present(ValidationRule rule) =>
        from part in new (string Key, bool Set)[]
        {
            ("side", rule.Side != PlanSide.Target),
            ("check", rule.Check is not null),
            ("columns", rule.Columns.Count > 0),
            ("minimum", rule.Minimum is not null),
            ("maximum", rule.Maximum is not null),
            ("pattern", rule.Pattern is not null),
            ("values", rule.Values.Count > 0),
            ("maxAge", rule.MaxAge is not null),
            ("referencedTable", rule.ReferencedTable is not null),
            ("referencedColumns", rule.ReferencedColumns.Count > 0),
            ("aggregates", rule.Aggregates.Count > 0),
            ("query", rule.Query is not null),
            ("targetQuery", rule.TargetQuery is not null),
            ("tolerance", rule.Tolerance is not null),
            ("expected", rule.Expected is not null),
            ("confidence", rule.Confidence is not null),
            ("margin", rule.Margin is not null),
        }
        where part.Set
        select part.Key;

    public static string[] Allowed(ValidationRule rule) => rule.Type switch
    {
        ValidationType.DataQuality => ["side", "check", "columns", .. OfCheck(rule.Check)],
        ValidationType.Integrity => ["columns", "referencedTable", "referencedColumns"],
        ValidationType.Consistency => rule.Query is null ? ["columns", "aggregates", "tolerance"] : ["query", "targetQuery", "tolerance"],
        ValidationType.Completeness => rule.Columns.Count == 0 ? ["columns"] : ["side", "columns"],
        ValidationType.Accuracy => ["confidence", "margin"],
        ValidationType.Custom => ["side", "query", "expected"],
        _ => [],
    };

    /// <summary>Keys without which the rule says nothing. RANGE needs one of its two, which is not told here.</summary>
    public static string[] Needed(ValidationRule rule) => rule.Type switch
    {
        ValidationType.DataQuality => ["check", "columns", .. rule.Check == QualityCheck.Range ? [] : OfCheck(rule.Check)],
        ValidationType.Integrity => rule.ReferencedTable is null && rule.Columns.Count == 0 && rule.ReferencedColumns.Count == 0 ? [] : ["columns", "referencedTable"],
        ValidationType.Consistency => rule.Query is null ? ["columns", "aggregates"] : [],
        ValidationType.Accuracy => rule.Margin is null ? [] : ["confidence"],
        ValidationType.Custom => ["query"],
        _ => [],
    };

    /// <summary>What the rule is, in the words of a plan.</summary>
    public static string Title(ValidationRule rule) =>
        rule.Check is { } check && rule.Type == ValidationType.DataQuality ? $"{EnumText.Of(rule.Type)} {EnumText.Of(check)}" : EnumText.Of(rule.Type);

    private static string[] OfCheck(QualityCheck? check) => check switch
    {
        QualityCheck.Range => ["minimum", "maximum"],
        QualityCheck.Pattern => ["pattern"],
        QualityCheck.AllowedValues => ["values"],
        QualityCheck.Freshness => ["maxAge"],
        _ => [],
    };
}
