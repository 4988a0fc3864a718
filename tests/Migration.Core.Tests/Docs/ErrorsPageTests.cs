using System.Text.RegularExpressions;
using Migration.Core.Errors;

namespace Migration.Core.Tests.Docs;

public class ErrorsPageTests
{
    private static readonly IReadOnlyList<string> Codes =
        [.. typeof(ErrorCodes).GetFields().Select(f => (string)f.GetValue(null)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Page_Lists_EveryCodeOnceAndNoOther()
    {
        var listed = Regex.Matches(Repository.Page("errors.md"), @"(?m)^\| `([A-Z_]+)` \|").Select(m => m.Groups[1].Value);

        Assert.Equal(Codes, listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_AreUnique() => Assert.Equal(Codes.Count, Codes.Distinct().Count());
}
