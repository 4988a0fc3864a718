using Migration.Core.Errors;

namespace Migration.Workflows.Tests.Steps;

public sealed class StepFailureTests
{
    [Fact]
    public void ToError_Failure_CarriesCodeRetriesAndAdvice()
    {
        var at = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        var error = new StepFailure(ErrorCodes.DatabaseFull, "The disk is full.", new() { Transient = true, Batch = 7 })
            .ToError("users#1", "users", at, retries: 3);
        Assert.Equal((ErrorCodes.DatabaseFull, "users", 7, 3), (error.Code, error.Table, error.Batch, error.RetryCount));
        Assert.Contains("room", error.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommendation_CodeWithoutOwnAdvice_StillSaysWhatCanBeDone() =>
        Assert.Contains("retry", Recommendations.For("SOMETHING_NEW"), StringComparison.Ordinal);
}
