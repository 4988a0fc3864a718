using Migration.Connectors.Tables;

namespace Migration.Activities.Tests;

public sealed class ValidationSentenceTests
{
    private static readonly TableValidation Different = new()
    {
        Verdict = TableVerdict.Different,
        SourceRows = 10,
        CopiedRows = 10,
        TargetRows = 9,
        Summary = "1 of 3 ranges differ.",
    };

    [Fact]
    public void Sentence_OfADifference_NamesRangesAndKeys()
    {
        var sentence = ValidationSentence.Of(Different with { Mismatches = [new(2, 5, 4, SourceChanged: false, ["17", "'x'"])] });
        Assert.Equal("1 of 3 ranges differ. Range 2: 5 row(s) copied, 4 in the target; rows that differ: 17, 'x'.", sentence);
    }

    [Fact]
    public void Sentence_WithoutMismatches_IsTheSummary() => Assert.Equal(Different.Summary, ValidationSentence.Of(Different));
}
