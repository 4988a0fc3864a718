using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class RuleContentTests : PlanValidation
{
    public static TheoryData<ValidationRule> Sound =>
    [
        Rule(ValidationType.RowCount),
        Rule(ValidationType.Accuracy),
        Quality(QualityCheck.NotNull),
        Quality(QualityCheck.Unique),
        Quality(QualityCheck.Range) with { Minimum = "1" },
        Quality(QualityCheck.Pattern) with { Pattern = "^a" },
        Quality(QualityCheck.AllowedValues) with { Values = ["a"] },
        Quality(QualityCheck.Freshness) with { MaxAge = TimeSpan.FromDays(1), Side = PlanSide.Source },
        Rule(ValidationType.Integrity),
        Rule(ValidationType.Integrity) with { Columns = ["a"], ReferencedTable = "t" },
        Rule(ValidationType.Consistency) with { Columns = ["a"], Aggregates = ["SUM"], Tolerance = 1 },
        Rule(ValidationType.Consistency) with { Query = "SELECT 1", TargetQuery = "VALUES (1)" },
        Rule(ValidationType.Completeness) with { Columns = ["a"] },
        Rule(ValidationType.Completeness),
        Rule(ValidationType.Accuracy) with { Confidence = 0.99m, Margin = 0.05m },
        Rule(ValidationType.Custom) with { Query = "SELECT 1", Expected = "1" },
    ];

    public static TheoryData<string, string, ValidationRule> Unsound => new()
    {
        { "columns", ErrorCodes.PlanContradiction, Rule(ValidationType.RowCount) with { Columns = ["a"] } },
        { "check", ErrorCodes.PlanMissing, Rule(ValidationType.DataQuality) with { Columns = ["a"] } },
        { "columns", ErrorCodes.PlanMissing, Rule(ValidationType.DataQuality) with { Check = QualityCheck.NotNull } },
        { "pattern", ErrorCodes.PlanContradiction, Quality(QualityCheck.NotNull) with { Pattern = "a" } },
        { "minimum", ErrorCodes.PlanMissing, Quality(QualityCheck.Range) },
        { "pattern", ErrorCodes.PlanMissing, Quality(QualityCheck.Pattern) },
        { "pattern", ErrorCodes.PlanInvalidValue, Quality(QualityCheck.Pattern) with { Pattern = "(" } },
        { "pattern", ErrorCodes.PlanInvalidValue, Quality(QualityCheck.Pattern) with { Pattern = "(?=a)" } },
        { "values", ErrorCodes.PlanMissing, Quality(QualityCheck.AllowedValues) },
        { "maxAge", ErrorCodes.PlanInvalidValue, Quality(QualityCheck.Freshness) with { MaxAge = TimeSpan.Zero } },
        { "columns", ErrorCodes.PlanContradiction, Quality(QualityCheck.Freshness) with { MaxAge = TimeSpan.FromDays(1), Columns = ["a", "b"] } },
        { "referencedTable", ErrorCodes.PlanMissing, Rule(ValidationType.Integrity) with { Columns = ["a"] } },
        { "referencedColumns", ErrorCodes.PlanContradiction, Rule(ValidationType.Integrity) with { Columns = ["a"], ReferencedTable = "t", ReferencedColumns = ["a", "b"] } },
        { "side", ErrorCodes.PlanContradiction, Rule(ValidationType.Integrity) with { Side = PlanSide.Source } },
        { "aggregates[0]", ErrorCodes.PlanInvalidValue, Rule(ValidationType.Consistency) with { Columns = ["a"], Aggregates = ["MEDIAN"] } },
        { "aggregates", ErrorCodes.PlanContradiction, Rule(ValidationType.Consistency) with { Query = "SELECT 1", Aggregates = ["SUM"] } },
        { "tolerance", ErrorCodes.PlanInvalidValue, Rule(ValidationType.Consistency) with { Query = "SELECT 1", Tolerance = -1 } },
        { "side", ErrorCodes.PlanContradiction, Rule(ValidationType.Completeness) with { Side = PlanSide.Source } },
        { "confidence", ErrorCodes.PlanMissing, Rule(ValidationType.Accuracy) with { Margin = 0.1m } },
        { "confidence", ErrorCodes.PlanInvalidValue, Rule(ValidationType.Accuracy) with { Confidence = 1 } },
        { "margin", ErrorCodes.PlanInvalidValue, Rule(ValidationType.Accuracy) with { Confidence = 0.9m, Margin = 0 } },
        { "confidence", ErrorCodes.PlanContradiction, Rule(ValidationType.RowCount) with { Confidence = 0.9m } },
        { "query", ErrorCodes.PlanMissing, Rule(ValidationType.Custom) },
        { "query", ErrorCodes.PlanInvalidValue, Rule(ValidationType.Custom) with { Query = "DELETE FROM t" } },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public void Accepts_ARule(ValidationRule rule) => Accepts(plan => plan with { Validations = [rule] });

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Rejects_ARule(string key, string code, ValidationRule rule) =>
        Rejects($"validations[0].{key}", code, plan => plan with { Validations = [rule] });

    private static ValidationRule Rule(ValidationType type) => new() { Name = "v", Type = type };

    private static ValidationRule Quality(QualityCheck check) => Rule(ValidationType.DataQuality) with { Check = check, Columns = ["a"] };
}
