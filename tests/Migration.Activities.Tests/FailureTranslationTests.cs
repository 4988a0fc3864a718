using Migration.Core.Errors;
using Migration.Workflows;

namespace Migration.Activities.Tests;

public sealed class FailureTranslationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Translate_KnownFailure_KeepsCodeMessageAndWhetherItMayPass(bool transient)
    {
        var failure = FailureTranslation.Translate(new MigrationException(ErrorCodes.DatabaseLocked, "It is locked.", transient));
        Assert.Equal((ErrorCodes.DatabaseLocked, "It is locked."), (failure.ErrorType, failure.Message));
        Assert.Equal(transient, failure.Details.ElementAt<FailureDetails>(0).Transient);
    }

    [Fact]
    public void Translate_FailureOfAStatement_KeepsRangeAndStatement()
    {
        var failure = FailureTranslation.Translate(new MigrationException("X", "x") { Batch = 3, Sql = "CREATE TABLE t(id)" });
        var details = failure.Details.ElementAt<FailureDetails>(0);
        Assert.Equal((3, "CREATE TABLE t(id)"), (details.Batch, details.Sql));
    }

    [Fact]
    public void Translate_AnyFailure_IsFinalForTemporal() =>
        Assert.True(FailureTranslation.Translate(new MigrationException("X", "x", transient: true)).NonRetryable);

    [Fact]
    public void Translate_UnknownFailure_IsInternalAndMayPass()
    {
        var failure = FailureTranslation.Translate(new InvalidOperationException("odd"));
        Assert.Equal(ErrorCodes.Internal, failure.ErrorType);
        Assert.Contains("odd", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Details.ElementAt<FailureDetails>(0).Transient);
    }
}
