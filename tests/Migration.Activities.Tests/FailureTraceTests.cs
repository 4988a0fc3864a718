using Migration.Core.Errors;

namespace Migration.Activities.Tests;

public sealed class FailureTraceTests
{
    [Fact]
    public void Of_FailureOfADriver_NamesKindsAndPlacesWithoutWords()
    {
        var trace = FailureTrace.Of(Thrown());
        Assert.Contains("Migration.Core.Errors.MigrationException", trace, StringComparison.Ordinal);
        Assert.Contains("of System.FormatException", trace, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), trace, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", trace, StringComparison.Ordinal);
    }

    private static MigrationException Thrown()
    {
        try
        {
            throw new FormatException("'4711' is no date");
        }
        catch (FormatException words)
        {
            return new("X", "A value was refused.", inner: words);
        }
    }
}
