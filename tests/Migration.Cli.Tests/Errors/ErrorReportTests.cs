using Migration.Cli.Errors;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Cli.Tests.Errors;

public sealed class ErrorReportTests
{
    [Fact]
    public void Report_WithAFix_IsTwoSentences() =>
        Assert.Equal(
            ["error PORT_IN_USE: Port 1 is taken. Choose another."],
            new ErrorReport("PORT_IN_USE", "Port 1 is taken", "Choose another").Lines());

    [Fact]
    public void Report_OfAnUnknownExecution_NamesTheCommandThatHelps()
    {
        var report = ErrorReport.Of(new MigrationException(ErrorCodes.ExecutionNotFound, "There is none"), "./snowflake-deploy");

        Assert.Contains("./snowflake-deploy migrate list", report.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfSeveralProblems_HasALineForEach()
    {
        Problem[] problems = [new("a", "PLAN_MISSING_VALUE", "a is missing.", "Add it."), new("b", "PLAN_WRONG_TYPE", "b is wrong.", "Mend it.")];

        var lines = ErrorReport.Of(new ProblemsException("The plan", problems), "x").Lines().ToList();

        Assert.Equal(3, lines.Count);
        Assert.Contains("b: b is wrong. Mend it.", lines[2], StringComparison.Ordinal);
    }
}
