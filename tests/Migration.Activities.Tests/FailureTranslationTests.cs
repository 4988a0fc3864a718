using Migration.Core.Errors;
using Migration.Workflows;

namespace Migration.Activities.Tests;

public sealed class FailureTranslationTests
{
    private static readonly Dictionary<string, string> Step = new() { ["step"] = "CopyTable", ["attempt"] = "2" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Translate_KnownFailure_KeepsCodeMessageAndWhetherItMayPass(bool transient)
    {
        var failure = FailureTranslation.Translate(new MigrationException(ErrorCodes.DatabaseLocked, "It is locked.", transient), Step);
        Assert.Equal((ErrorCodes.DatabaseLocked, "It is locked."), (failure.ErrorType, failure.Message));
        Assert.Equal(transient, failure.Details.ElementAt<FailureDetails>(0).Transient);
    }

    [Fact]
    public void Translate_FailureOfAStatement_KeepsRangeAndStatement()
    {
        var failure = FailureTranslation.Translate(new MigrationException("X", "x") { Batch = 3, Sql = "CREATE TABLE t(id)" }, Step);
        var details = failure.Details.ElementAt<FailureDetails>(0);
        Assert.Equal((3, "CREATE TABLE t(id)"), (details.Batch, details.Sql));
    }

    [Fact]
    public void Translate_WrappedFailure_KeepsWhatOnlyTheInnerOneKnows()
    {
        var inner = new MigrationException("X", "x") { Sql = "INSERT INTO t VALUES (?)" };
        var outer = new MigrationException("X", "x", inner: inner) { Rows = 50, Context = new Dictionary<string, string> { ["upTo"] = "9" } };
        var details = FailureTranslation.Translate(outer, Step).Details.ElementAt<FailureDetails>(0);
        Assert.Equal(("INSERT INTO t VALUES (?)", 50), (details.Sql, details.Rows));
        Assert.Equal(["attempt: 2", "step: CopyTable", "upTo: 9"], details.Context.Select(c => $"{c.Key}: {c.Value}").Order());
    }

    [Fact]
    public void Translate_FailureOfADriver_LeavesItsWordsOut()
    {
        var driver = new InvalidOperationException("invalid input syntax for type integer: \"4711\"");
        var failure = FailureTranslation.Translate(new MigrationException("X", "A value was refused.", inner: driver), Step);
        Assert.DoesNotContain("4711", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public void Translate_LongStatement_IsCut()
    {
        var failure = FailureTranslation.Translate(new MigrationException("X", "x") { Sql = new string('?', 100_000) }, Step);
        Assert.InRange(failure.Details.ElementAt<FailureDetails>(0).Sql!.Length, 1_000, 5_000);
    }

    [Fact]
    public void Translate_AnyFailure_IsFinalForTemporal() =>
        Assert.True(FailureTranslation.Translate(new MigrationException("X", "x", transient: true), Step).NonRetryable);

    [Fact]
    public void Translate_UnknownFailure_IsInternalAndMayPassWithoutItsWords()
    {
        var failure = FailureTranslation.Translate(new FormatException("'4711' is no date"), Step);
        Assert.Equal(ErrorCodes.Internal, failure.ErrorType);
        Assert.Contains("FormatException", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", failure.ToString(), StringComparison.Ordinal);
        Assert.True(failure.Details.ElementAt<FailureDetails>(0).Transient);
    }
}
