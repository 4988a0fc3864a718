using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Workflows.Tests.Table;

public sealed class ValidationVerdictsTests
{
    private static readonly TableValidationResult Different = new()
    {
        Verdict = "DIFFERENT",
        SourceRows = 10,
        CopiedRows = 10,
        TargetRows = 10,
        RangesDifferent = 1,
        Summary = "They differ.",
    };

    [Theory]
    [InlineData(false, Severity.Info, "values")]
    [InlineData(true, Severity.Critical, "values, keys")]
    public void Coverage_OfKeys_WeighsWhereKeysDiffer(bool keysDiffer, Severity severity, string rules)
    {
        var failure = (Different with { KeysDiffer = keysDiffer }).ToFailure(
        [
            Rule("values", ValidationType.Accuracy, Severity.Info),
            Rule("keys", ValidationType.Completeness, Severity.Critical),
            Rule("filled", ValidationType.Completeness, Severity.Critical) with { Columns = ["a"] },
        ])!;

        Assert.Equal((ErrorCodes.ValidationFailed, severity, rules), (failure.Code, failure.Details.Severity, failure.Details.Context["rules"]));
    }

    [Fact]
    public void Difference_ThatNoRuleIsFor_IsAnError() =>
        Assert.Equal(Severity.Error, (Different with { KeysDiffer = true }).ToFailure([])!.Details.Severity);

    [Fact]
    public void Rows_PutAside_AreNoDifferenceOfCounts() =>
        Assert.Equal(Severity.Warning, (Different with { SourceRows = 12, RejectedRows = 2 }).ToFailure([Rule("values", ValidationType.Accuracy, Severity.Warning)])!.Details.Severity);

    private static ValidationRule Rule(string name, ValidationType type, Severity severity) => new() { Name = name, Type = type, Severity = severity };
}
